using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>The wallets and accounts that are in memory, each under all that it is found by.</summary>
internal sealed class WalletCache(LedgerContext ledger)
{
    private readonly OrdinalTable<CachedWallet> _wallets = new();
    private readonly Dictionary<OwnerKey, CachedWallet> _byOwner = [];
    private readonly Dictionary<string, CachedWallet> _byAccountNumber = new(StringComparer.Ordinal);
    private readonly OrdinalTable<CachedAccount> _accounts = new();
    private readonly Dictionary<(string Code, Currency Currency), CachedAccount> _system = [];

    // A run of wallets that are looked for together.
    private readonly CachedWallet?[] _run = new CachedWallet?[32];

    // What was read of them, kept so that it is read at all.
    private long _approached;

    /// <summary>How many wallets there are.</summary>
    public int Count => _wallets.Count;

    public CachedWallet? Find(long ordinal, long usedBy)
    {
        var wallet = _wallets.Find(ordinal);
        if (wallet is not null)
        {
            wallet.UsedBy = usedBy;
        }

        return wallet;
    }

    /// <summary>
    /// Looks for many wallets, and reads what a movement will look at of each, so that it is in a near cache by then. Step by step for a run of them: in
    /// the middle of a decision each wallet would be waited for, here the waits for memory of a run pass together.
    /// </summary>
    /// <param name="ordinals">The wallets.</param>
    /// <param name="usedBy">The commit that uses them.</param>
    /// <param name="isMissing">Told of each that is not there.</param>
    public void Approach(ReadOnlySpan<long> ordinals, long usedBy, Action<long> isMissing)
    {
        for (; !ordinals.IsEmpty; ordinals = ordinals[Math.Min(_run.Length, ordinals.Length)..])
        {
            var run = _run.AsSpan(0, Math.Min(_run.Length, ordinals.Length));
            long read = _wallets.Approach(ordinals[..run.Length]);
            for (var i = 0; i < run.Length; i++)
            {
                run[i] = _wallets.Find(ordinals[i]);
            }

            for (var i = 0; i < run.Length; i++)
            {
                if (run[i] is { } wallet)
                {
                    wallet.UsedBy = usedBy;
                    read ^= wallet.Approach();
                }
                else
                {
                    isMissing(ordinals[i]);
                }
            }

            foreach (var wallet in run)
            {
                read ^= wallet?.ApproachAccount() ?? 0;
            }

            _approached = read;
        }
    }

    public CachedWallet? Find(in OwnerKey owner) => _byOwner.GetValueOrDefault(owner);

    public CachedWallet? FindByAccountNumber(string number) => _byAccountNumber.GetValueOrDefault(number);

    public CachedAccount? FindAccount(long ordinal) => _accounts.Find(ordinal);

    public CachedAccount? FindSystemAccount(string code, Currency currency) => _system.GetValueOrDefault((code, currency));

    /// <summary>Adds a wallet with its accounts. One that is known already stays as it is: it is newer or equal.</summary>
    public CachedWallet Add(WalletFacts facts, long usedBy)
    {
        var row = facts.Wallet;
        if (_wallets.Find(row.Ordinal) is { } known)
        {
            return known;
        }

        var wallet = new CachedWallet(row, ledger.Mint.Wallet(row.Ordinal, row.OpenedAt), ledger.PolicyOf(row.ApplicationId)) { UsedBy = usedBy };
        _wallets.Put(row.Ordinal, wallet);
        _byOwner[wallet.Owner] = wallet;
        foreach (var account in facts.Accounts)
        {
            AddAccount(wallet, account.Account, account.Balance);
        }

        return wallet;
    }

    public CachedAccount AddAccount(CachedWallet wallet, AccountRow row, in BalanceRow balance)
    {
        var currency = ledger.CurrencyOf(row.Currency, row.MinorUnits);
        var identity = new AccountIdentity(ledger.Mint.Account(row.Ordinal, row.OpenedAt), wallet.Id, null, currency);
        var account = new CachedAccount(row, balance, identity, wallet, mayGoNegative: false);
        wallet.Add(account);
        _accounts.Put(row.Ordinal, account);
        if (row.Number is not null)
        {
            _byAccountNumber[row.Number] = wallet;
        }

        return account;
    }

    public CachedAccount AddSystemAccount(AccountRow row, in BalanceRow balance)
    {
        var currency = ledger.CurrencyOf(row.Currency, row.MinorUnits);
        var identity = new AccountIdentity(ledger.Mint.Account(row.Ordinal, row.OpenedAt), default, row.Code, currency);
        var mayGoNegative = ledger.Options.Chart.Find(row.Code!)?.MayGoNegative ?? true;
        var account = new CachedAccount(row, balance, identity, wallet: null, mayGoNegative);
        _system[(row.Code!, currency)] = account;
        _accounts.Put(row.Ordinal, account);
        return account;
    }

    public void SetAccountNumber(CachedAccount account, string? number)
    {
        var old = account.Row.Number;
        if (old is not null)
        {
            _byAccountNumber.Remove(old);
        }

        if (number is not null)
        {
            _byAccountNumber[number] = account.Wallet!;
        }

        account.Replace(account.Row with { Number = number });
    }

    /// <summary>Removes a wallet and its accounts, which it keeps.</summary>
    public void Remove(CachedWallet wallet)
    {
        _wallets.Remove(wallet.Row.Ordinal);
        _byOwner.Remove(wallet.Owner);
        foreach (var account in wallet.Accounts)
        {
            Forget(account);
        }
    }

    public void RemoveAccount(CachedAccount account)
    {
        account.Wallet?.Remove(account);
        Forget(account);
    }

    /// <summary>Where there are more than that many wallets, the half that was not used for longest.</summary>
    public CachedWallet[] UnusedForLongest(int max)
    {
        if (_wallets.Count <= max)
        {
            return [];
        }

        var uses = _wallets.Values.Select(wallet => wallet.UsedBy).Order().ToArray();
        var threshold = uses[uses.Length / 2];
        return [.. _wallets.Values.Where(wallet => wallet.UsedBy <= threshold)];
    }

    private void Forget(CachedAccount account)
    {
        _accounts.Remove(account.Ordinal);
        if (account.Row.Number is not null)
        {
            _byAccountNumber.Remove(account.Row.Number);
        }

        if (account.Row.Code is not null)
        {
            _system.Remove((account.Row.Code, account.Currency));
        }
    }
}
