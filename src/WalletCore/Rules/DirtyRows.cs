using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Which rows the commands decided since the last commit changed, each once, and their new values.</summary>
internal sealed class DirtyRows
{
    private readonly List<CachedWallet> _wallets = [];
    private readonly List<CachedAccount> _accounts = [];
    private readonly List<CachedAccount> _balances = [];
    private readonly List<CachedFreeze> _freezes = [];
    private readonly List<CachedOriginal> _originals = [];
    private readonly HashSet<UsageKey> _usages = [];

    // Every transfer changes two balances, so their memory is kept; the other rows are rare.
    private readonly GrowingArray<BalanceRow> _balanceRows = new();

    // Which commit is in the making: an account tells by it whether it is listed, and need not be told when the commit is done.
    private long _commit = 1;

    public void Mark(CachedWallet wallet)
    {
        if (!wallet.IsDirty)
        {
            wallet.IsDirty = true;
            _wallets.Add(wallet);
        }
    }

    public void MarkRow(CachedAccount account)
    {
        if (!account.IsRowDirty)
        {
            account.IsRowDirty = true;
            _accounts.Add(account);
        }
    }

    public void MarkBalance(CachedAccount account)
    {
        if (account.BalanceDirtyIn != _commit)
        {
            account.BalanceDirtyIn = _commit;
            _balances.Add(account);
        }
    }

    public void Mark(CachedFreeze freeze)
    {
        if (!freeze.IsDirty)
        {
            freeze.IsDirty = true;
            _freezes.Add(freeze);
        }
    }

    public void Mark(CachedOriginal original)
    {
        if (!original.IsDirty)
        {
            original.IsDirty = true;
            _originals.Add(original);
        }
    }

    /// <returns>Whether nobody marked it before.</returns>
    public bool Mark(in UsageKey usage) => _usages.Add(usage);

    /// <summary>A use that was undone.</summary>
    public void Forget(in UsageKey usage) => _usages.Remove(usage);

    /// <summary>A wallet whose opening was undone.</summary>
    public void Forget(CachedWallet wallet) => _wallets.Remove(wallet);

    /// <summary>An account whose opening was undone.</summary>
    public void Forget(CachedAccount account)
    {
        _accounts.Remove(account);
        _balances.Remove(account);
    }

    public WalletRow[] Wallets() => [.. _wallets.Select(wallet => wallet.Row)];

    public AccountRow[] Accounts() => [.. _accounts.Select(account => account.Row)];

    public ReadOnlyMemory<BalanceRow> Balances()
    {
        _balanceRows.Truncate(0);
        foreach (var account in _balances)
        {
            _balanceRows.Add(account.BalanceRow);
        }

        return _balanceRows.Memory;
    }

    /// <param name="isKept">False for a record whose making was undone.</param>
    public FreezeRow[] Freezes(Func<CachedFreeze, bool> isKept) => [.. _freezes.Where(isKept).Select(freeze => freeze.Row)];

    public RefundRow[] Refunds() => [.. _originals.Select(original => original.Refund).OfType<RefundRow>()];

    /// <param name="isKept">False where the account's opening was undone.</param>
    /// <param name="amounts">What was used.</param>
    public UsageRow[] Usages(Func<UsageKey, bool> isKept, IReadOnlyDictionary<UsageKey, Int128> amounts) =>
        [.. _usages.Where(isKept).Select(key => new UsageRow(key.Account, key.Limit, key.Window, amounts[key]))];

    /// <summary>Forgets everything: it is in the store.</summary>
    public void Clear()
    {
        _wallets.ForEach(wallet => wallet.IsDirty = false);
        _accounts.ForEach(account => account.IsRowDirty = false);
        _commit++;
        _freezes.ForEach(freeze => freeze.IsDirty = false);
        _originals.ForEach(original => original.IsDirty = false);
        _wallets.Clear();
        _accounts.Clear();
        _balances.Clear();
        _freezes.Clear();
        _originals.Clear();
        _usages.Clear();
    }
}
