using System.Numerics;

namespace WalletCore.Testing;

/// <content>The life of wallets.</content>
public sealed partial class ModelBooks
{
    private readonly Dictionary<string, Currency> _numberCurrencies = new(StringComparer.Ordinal);

    private ModelPrediction Open(OpenWallet open)
    {
        var name = WalletRef.ByOwner(open.OwnerId, open.ApplicationId, open.Label);
        if (!_wallets.TryGetValue(name, out var wallet))
        {
            var policy = PolicyOf(open.ApplicationId);
            if ((CurrencyOf(policy, open.Currency) ?? NumberOf(open.AccountNumber) ?? Policy(open, Operations.OpenWallet, [], opening: policy)) is { } refused)
            {
                return new ModelPrediction(refused);
            }

            wallet = new ModelWallet { Owner = open.OwnerId, Application = open.ApplicationId, Label = open.Label, Kind = open.Kind };
            Put(_wallets, name, wallet);
            AddAccount(wallet, open.Currency, open.CreditLimit, open.MaxBalance, open.AccountNumber);
            return new ModelPrediction(ModelPrediction.Posted) { Wallet = wallet, Transaction = Event(Operations.OpenWallet).Transaction };
        }

        var number = _numbers.FirstOrDefault(row => row.Value == wallet && open.Currency == _numberCurrencies[row.Key]).Key;
        var account = wallet.In(open.Currency);
        var code = (account is null ? CurrencyOf(PolicyOf(wallet), open.Currency) : null)
            ?? Closed(wallet)
            ?? (wallet.Kind != open.Kind || (account is not null && open.AccountNumber is not null && number != open.AccountNumber) ? RefusalCode.WalletTermsDiffer : null)
            ?? (account is null ? NumberOf(open.AccountNumber) : null)
            ?? Policy(open, Operations.OpenWallet, [wallet]);
        if (code is not null)
        {
            return new ModelPrediction(code);
        }

        if (account is null)
        {
            AddAccount(wallet, open.Currency, open.CreditLimit, open.MaxBalance, open.AccountNumber);
        }

        return Event(Operations.OpenWallet);
    }

    private ModelPrediction Add(AddAccount add)
    {
        if (!_wallets.TryGetValue(add.Wallet, out var wallet))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        var isThere = wallet.In(add.Currency) is not null;
        var code = (isThere ? null : CurrencyOf(PolicyOf(wallet), add.Currency))
            ?? (wallet.Kind == WalletKind.Prepaid && add.CreditLimit is { IsZero: false } ? RefusalCode.CommandInvalid : null)
            ?? Closed(wallet)
            ?? (isThere ? null : NumberOf(add.AccountNumber))
            ?? Policy(add, Operations.AddAccount, [wallet]);
        if (code is not null)
        {
            return new ModelPrediction(code);
        }

        if (!isThere)
        {
            AddAccount(wallet, add.Currency, add.CreditLimit, add.MaxBalance, add.AccountNumber);
        }

        return Event(Operations.AddAccount);
    }

    private ModelPrediction Remove(RemoveAccount remove)
    {
        if (!_wallets.TryGetValue(remove.Wallet, out var wallet))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        if (wallet.In(remove.Currency) is not { } account)
        {
            return new ModelPrediction(RefusalCode.CurrencyMismatch);
        }

        var code = Closed(wallet)
            ?? (account.Frozen != 0 ? RefusalCode.WalletHasFreezes : account.Available != 0 ? RefusalCode.WalletNotEmpty : null)
            ?? Policy(remove, Operations.RemoveAccount, [wallet]);
        if (code is not null)
        {
            return new ModelPrediction(code);
        }

        foreach (var number in _numbers.Where(row => row.Value == wallet && _numberCurrencies[row.Key] == remove.Currency).Select(row => row.Key).ToArray())
        {
            Do(() => _numbers.Remove(number), () => _numbers.Add(number, wallet));
        }

        Do(() => account.IsRemoved = true, () => account.IsRemoved = false);
        return Event(Operations.RemoveAccount);
    }

    private ModelPrediction Change(ChangeWallet change)
    {
        if (!_wallets.TryGetValue(change.Wallet, out var wallet))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        var currencies = new[] { change.CreditLimit?.Currency, change.MaxBalance?.Currency, change.Currency }.OfType<Currency>();
        var code = (wallet.Kind == WalletKind.Prepaid && change.CreditLimit is { IsZero: false } ? RefusalCode.CommandInvalid : null)
            ?? (currencies.Any(currency => wallet.In(currency) is null) ? RefusalCode.CurrencyMismatch : null)
            ?? Closed(wallet)
            ?? Policy(change, Operations.ChangeWallet, [wallet]);
        if (code is not null)
        {
            return new ModelPrediction(code);
        }

        if (change.CreditLimit is { } credit && wallet.In(credit.Currency) is { } owing)
        {
            var before = owing.Credit;
            Do(() => owing.Credit = Minor(credit), () => owing.Credit = before);
        }

        if (change.MaxBalance is { } most && wallet.In(most.Currency) is { } full)
        {
            var before = full.Maximum;
            Do(() => full.Maximum = most.IsZero ? null : Minor(most), () => full.Maximum = before);
        }

        return Event(Operations.ChangeWallet);
    }

    private ModelPrediction Restrict(FreezeWallet freeze)
    {
        var code = FindOpen(freeze.Wallet, out var wallet) ?? Policy(freeze, Operations.FreezeWallet, [wallet!]);
        if (code is not null)
        {
            return new ModelPrediction(code);
        }

        Put(wallet!.Reasons, freeze.Reason, freeze.Sides);
        return Event(Operations.FreezeWallet);
    }

    private ModelPrediction Thaw(ThawWallet thaw)
    {
        var code = FindOpen(thaw.Wallet, out var wallet)
            ?? (wallet!.Reasons.ContainsKey(thaw.Reason) ? null : RefusalCode.WalletNotFrozen)
            ?? Policy(thaw, Operations.ThawWallet, [wallet]);
        if (code is not null)
        {
            return new ModelPrediction(code);
        }

        var sides = wallet!.Reasons[thaw.Reason];
        Do(() => wallet.Reasons.Remove(thaw.Reason), () => wallet.Reasons.Add(thaw.Reason, sides));
        return Event(Operations.ThawWallet);
    }

    private ModelPrediction Close(CloseWallet close)
    {
        var code = FindOpen(close.Wallet, out var wallet)
            ?? (wallet!.Accounts.Exists(account => account.Frozen != 0) ? RefusalCode.WalletHasFreezes : null)
            ?? (wallet.Accounts.Exists(account => account.Available != 0) ? RefusalCode.WalletNotEmpty : null)
            ?? Policy(close, Operations.CloseWallet, [wallet]);
        return code is not null ? new ModelPrediction(code) : SetClosed(wallet!, isClosed: true, Operations.CloseWallet);
    }

    private ModelPrediction Reopen(ReopenWallet reopen)
    {
        if (!_wallets.TryGetValue(reopen.Wallet, out var wallet))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        var code = (wallet.IsClosed ? null : RefusalCode.WalletNotClosed) ?? Policy(reopen, Operations.ReopenWallet, [wallet]);
        return code is not null ? new ModelPrediction(code) : SetClosed(wallet, isClosed: false, Operations.ReopenWallet);
    }

    private ModelPrediction SetClosed(ModelWallet wallet, bool isClosed, string operation)
    {
        Do(() => wallet.IsClosed = isClosed, () => wallet.IsClosed = !isClosed);
        return Event(operation);
    }

    private string? FindOpen(WalletRef reference, out ModelWallet? wallet) =>
        _wallets.TryGetValue(reference, out wallet) ? Closed(wallet) : RefusalCode.WalletNotFound;

    private static string? CurrencyOf(WalletPolicy policy, Currency currency) =>
        policy.Currencies is { } allowed && !allowed.Contains(currency) ? RefusalCode.CurrencyNotSupported : null;

    private string? NumberOf(string? number) => number is not null && _numbers.ContainsKey(number) ? RefusalCode.AccountNumberTaken : null;

    private void AddAccount(ModelWallet wallet, Currency currency, Money? credit, Money? maximum, string? number)
    {
        BigInteger? most = maximum is { } money ? Minor(money) : null;
        var owed = credit is { } limit ? Minor(limit) : 0;
        if (wallet.Accounts.Find(account => account.Currency == currency) is { } removed)
        {
            var (creditBefore, maximumBefore) = (removed.Credit, removed.Maximum);
            Do(() => removed.IsRemoved = false, () => removed.IsRemoved = true);
            Do(() => (removed.Credit, removed.Maximum) = (owed, most), () => (removed.Credit, removed.Maximum) = (creditBefore, maximumBefore));
        }
        else
        {
            var account = new ModelAccount { Wallet = wallet, Currency = currency, Credit = owed, Maximum = most };
            Do(() => wallet.Accounts.Add(account), () => wallet.Accounts.Remove(account));
        }

        if (number is not null)
        {
            Put(_numbers, number, wallet);
            Put(_numberCurrencies, number, currency);
        }
    }
}
