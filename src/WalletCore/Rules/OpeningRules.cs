using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Opening wallets and adding accounts to them.</summary>
internal sealed class OpeningRules(Decision decision, WalletChanges changes)
{
    private WorkingSet Set => decision.Set;

    public Refusal? Decide(OpenWallet open)
    {
        var existing = Set.FindWallet(new OwnerKey(open.OwnerId, open.ApplicationId, open.Label));
        if (existing is null)
        {
            return Create(open);
        }

        decision.Wallet = existing;
        decision.Parties.Add((Parties.Wallet, existing));
        var account = existing.Find(open.Currency) is { IsRemoved: false } there ? there : null;
        if (account is null && CheckPolicyCurrencies(existing.Policy, open.Currency) is { } unsupported)
        {
            return unsupported;
        }

        if (StateRules.CheckOpen(Parties.Wallet, existing) is { } closed)
        {
            return closed;
        }

        if (existing.Row.Kind != open.Kind || (account is not null && open.AccountNumber is not null && account.Row.Number != open.AccountNumber))
        {
            return new Refusal(RefusalCode.WalletTermsDiffer, "The wallet is open, of another kind or with another account number.");
        }

        if (account is not null)
        {
            decision.AlreadyOpen = true;
            return PolicyRules.Check(decision);
        }

        return AddOrTakeBack(existing, open.Currency, open.CreditLimit, open.MaxBalance, open.AccountNumber);
    }

    public Refusal? Decide(AddAccount add)
    {
        if (changes.Find(add.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        var isThere = wallet.Find(add.Currency) is { IsRemoved: false };
        if (!isThere && CheckPolicyCurrencies(wallet.Policy, add.Currency) is { } unsupported)
        {
            return unsupported;
        }

        if (wallet.Row.Kind == WalletKind.Prepaid && add.CreditLimit is { IsZero: false })
        {
            return Refusals.CommandInvalid("A prepaid wallet has no credit limit.", nameof(AddAccount.CreditLimit));
        }

        if (StateRules.CheckOpen(Parties.Wallet, wallet) is { } closed)
        {
            return closed;
        }

        if (isThere)
        {
            decision.AlreadyOpen = true;
            return PolicyRules.Check(decision);
        }

        return AddOrTakeBack(wallet, add.Currency, add.CreditLimit, add.MaxBalance, add.AccountNumber);
    }

    private Refusal? Create(OpenWallet open)
    {
        var policy = Set.Ledger.PolicyOf(open.ApplicationId);
        if ((CheckPolicyCurrencies(policy, open.Currency) ?? CheckNumber(open.AccountNumber) ?? PolicyRules.Check(decision, policy)) is { } refusal)
        {
            return refusal;
        }

        var ordinal = ++Set.Counters.Wallets;
        var row = new WalletRow
        {
            Ordinal = ordinal,
            OwnerId = open.OwnerId,
            ApplicationId = open.ApplicationId,
            Label = open.Label,
            Kind = open.Kind,
            State = WalletState.Open,
            Restrictions = [],
            Metadata = open.WalletMetadata?.ToJson(),
            OpenedAt = decision.Now,
            UpdatedAt = decision.Now,
        };
        var wallet = Set.AddWallet(new WalletFacts(row, []));
        Set.Dirty.Mark(wallet);
        Set.Undo.Add(() => Set.RemoveWallet(wallet));
        decision.Wallet = wallet;
        AddNew(wallet, open.Currency, open.CreditLimit, open.MaxBalance, open.AccountNumber);
        return null;
    }

    private Refusal? AddOrTakeBack(CachedWallet wallet, Currency currency, Money? creditLimit, Money? maxBalance, string? number)
    {
        var removed = wallet.Find(currency);
        if (removed is null && wallet.Accounts.Count >= Limits.AccountsPerWalletMax)
        {
            return Refusals.CommandInvalid($"A wallet has at most {Limits.AccountsPerWalletMax} accounts.");
        }

        if ((CheckNumber(number) ?? PolicyRules.Check(decision)) is { } refusal)
        {
            return refusal;
        }

        if (removed is null)
        {
            AddNew(wallet, currency, creditLimit, maxBalance, number);
        }
        else
        {
            changes.SetNumber(removed, number);
            changes.Change(removed, removed.Row with { Closed = false, CreditLimit = creditLimit?.AmountMinor ?? 0, MaxBalance = maxBalance?.AmountMinor });
        }

        changes.Change(wallet, wallet.Row);
        return null;
    }

    private Refusal? CheckNumber(string? number) =>
        number is not null && Set.FindWalletByAccountNumber(number) is not null ? Refusals.AccountNumberTaken() : null;

    private static Refusal? CheckPolicyCurrencies(WalletPolicy policy, Currency currency) =>
        policy.Currencies is { } allowed && !allowed.Contains(currency) ? Refusals.CurrencyNotSupported(currency) : null;

    private void AddNew(CachedWallet wallet, Currency currency, Money? creditLimit, Money? maxBalance, string? number)
    {
        var row = new AccountRow
        {
            Ordinal = Set.Counters.Accounts + 1,
            Wallet = wallet.Row.Ordinal,
            Class = AccountClass.Liability,
            Currency = currency.Code,
            MinorUnits = currency.MinorUnits,
            Number = number,
            CreditLimit = creditLimit?.AmountMinor ?? 0,
            MaxBalance = maxBalance?.AmountMinor,
            OpenedAt = decision.Now,
        };
        AccountRules.AddNew(decision, Set.AddAccount(wallet, row, AccountRules.EmptyBalance(row.Ordinal)));
    }
}
