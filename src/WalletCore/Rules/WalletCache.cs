using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>The wallets and accounts that are in memory, each under all that it is found by.</summary>
internal sealed class WalletCache(LedgerContext ledger)
{
    private readonly Dictionary<long, CachedWallet> _wallets = [];
    private readonly Dictionary<OwnerKey, CachedWallet> _byOwner = [];
    private readonly Dictionary<string, CachedWallet> _byAccountNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<long, CachedAccount> _accounts = [];
    private readonly Dictionary<(string Code, Currency Currency), CachedAccount> _system = [];

    /// <summary>How many wallets there are.</summary>
    public int Count => _wallets.Count;

    public CachedWallet? Find(long ordinal, long usedBy)
    {
        if (_wallets.TryGetValue(ordinal, out var wallet))
        {
            wallet.UsedBy = usedBy;
            return wallet;
        }

        return null;
    }

    public CachedWallet? Find(in OwnerKey owner) => _byOwner.GetValueOrDefault(owner);

    public CachedWallet? FindByAccountNumber(string number) => _byAccountNumber.GetValueOrDefault(number);

    public CachedAccount? FindAccount(long ordinal) => _accounts.GetValueOrDefault(ordinal);

    public CachedAccount? FindSystemAccount(string code, Currency currency) => _system.GetValueOrDefault((code, currency));

    /// <summary>Adds a wallet with its accounts. One that is known already stays as it is: it is newer or equal.</summary>
    public CachedWallet Add(WalletFacts facts, long usedBy)
    {
        if (_wallets.TryGetValue(facts.Wallet.Ordinal, out var wallet))
        {
            return wallet;
        }

        var row = facts.Wallet;
        wallet = new CachedWallet(row, ledger.Mint.Wallet(row.Ordinal, row.OpenedAt), ledger.PolicyOf(row.ApplicationId)) { UsedBy = usedBy };
        _wallets.Add(row.Ordinal, wallet);
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
        _accounts.Add(row.Ordinal, account);
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
        _accounts[row.Ordinal] = account;
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
