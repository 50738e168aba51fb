using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Adds up all accounts, as they stood at one commit.</summary>
internal sealed class TrialBalanceReader(LedgerContext ledger, IWalletStore store)
{
    public async ValueTask<TrialBalance> GetAsync(CancellationToken cancellationToken)
    {
        var sums = new Dictionary<(Currency Currency, string? Code), (AccountClass Class, Int128 Debit, Int128 Credit)>();
        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Snapshot, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var head = await session.Reader.GetHeadAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<AccountFacts> accounts;
            var after = 0L;
            do
            {
                accounts = await session.Reader.ListAccountsAsync(after, Limits.PageSizeMax, cancellationToken).ConfigureAwait(false);
                foreach (var (row, balance) in accounts)
                {
                    var key = (ledger.CurrencyOf(row.Currency, row.MinorUnits), row.Code);
                    var (debit, credit) = SidesOf(row.Class, balance.Available + balance.Frozen);
                    var sum = sums.GetValueOrDefault(key);
                    sums[key] = (row.Class, sum.Debit + debit, sum.Credit + credit);
                    after = row.Ordinal;
                }
            }
            while (accounts.Count == Limits.PageSizeMax);

            return new TrialBalance
            {
                Position = LedgerPosition.Of(head),
                Lines =
                [
                    .. sums.OrderBy(sum => sum.Key.Currency.Code, StringComparer.Ordinal)
                        .ThenBy(sum => sum.Key.Currency.MinorUnits)
                        .ThenBy(sum => sum.Key.Code is null)
                        .ThenBy(sum => sum.Key.Code, StringComparer.Ordinal)
                        .Select(sum => Line(sum.Key.Currency, sum.Key.Code, sum.Value.Class, sum.Value.Debit, sum.Value.Credit)),
                ],
            };
        }
    }

    private static (Int128 Debit, Int128 Credit) SidesOf(AccountClass accountClass, Int128 balance)
    {
        var inDebit = accountClass.NormalSide() == Side.Debit ? balance : -balance;
        return inDebit > 0 ? (inDebit, 0) : (0, -inDebit);
    }

    private static TrialBalanceLine Line(Currency currency, string? code, AccountClass accountClass, Int128 debit, Int128 credit) => new()
    {
        Code = code ?? TrialBalanceLine.WalletsCode,
        IsWallets = code is null,
        Class = accountClass,
        Currency = currency,
        Debit = Money.FromMinor(debit, currency),
        Credit = Money.FromMinor(credit, currency),
    };
}
