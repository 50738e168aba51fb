using System.Collections.Frozen;

namespace WalletCore;

/// <summary>The system accounts of a ledger. Immutable and thread safe.</summary>
public sealed class ChartOfAccounts
{
    private readonly FrozenDictionary<string, SystemAccount> _byCode;

    private ChartOfAccounts(IEnumerable<SystemAccount> accounts)
    {
        _byCode = accounts.ToFrozenDictionary(account => account.Code, StringComparer.Ordinal);
        Accounts = [.. _byCode.Values.OrderBy(account => account.Code, StringComparer.Ordinal)];
    }

    /// <summary>
    /// <c>cash</c> (asset), <c>fees</c> (revenue), <c>taxes</c> (liability), <c>adjustments</c> (expense), <c>exchange</c> (equity),
    /// <c>promotions</c> (expense), <c>suspense</c> (liability).
    /// </summary>
    public static ChartOfAccounts Default { get; } = new(
    [
        new SystemAccount(SystemAccount.CashCode, AccountClass.Asset),
        new SystemAccount(SystemAccount.FeesCode, AccountClass.Revenue),
        new SystemAccount(SystemAccount.TaxesCode, AccountClass.Liability),
        new SystemAccount(SystemAccount.AdjustmentsCode, AccountClass.Expense),
        new SystemAccount(SystemAccount.ExchangeCode, AccountClass.Equity),
        new SystemAccount(SystemAccount.PromotionsCode, AccountClass.Expense),
        new SystemAccount(SystemAccount.SuspenseCode, AccountClass.Liability),
    ]);

    /// <summary>The accounts, by code.</summary>
    public IReadOnlyList<SystemAccount> Accounts { get; }

    /// <summary>A chart with these accounts too; one of the same code is replaced.</summary>
    public ChartOfAccounts With(params IEnumerable<SystemAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var merged = _byCode.ToDictionary(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            ArgumentNullException.ThrowIfNull(account);
            merged[account.Code] = account;
        }

        return new ChartOfAccounts(merged.Values);
    }

    /// <summary>The account of that code, or null.</summary>
    public SystemAccount? Find(string code) => code is not null && _byCode.TryGetValue(code, out var account) ? account : null;
}
