using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>The life of wallets and their accounts.</summary>
internal sealed class WalletRules(Decision decision)
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
        var account = existing.Find(open.Currency) is { Row.Closed: false } there ? there : null;
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
        if (Find(add.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        var isThere = wallet.Find(add.Currency) is { Row.Closed: false };
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

    public Refusal? Decide(RemoveAccount remove)
    {
        if (Find(remove.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        if (wallet.Find(remove.Currency) is not { Row.Closed: false } account)
        {
            return Refusals.CurrencyMismatch(Parties.Wallet, remove.Currency);
        }

        if ((StateRules.CheckOpen(Parties.Wallet, wallet) ?? CheckEmpty(account) ?? PolicyRules.Check(decision)) is { } refused)
        {
            return refused;
        }

        if (!decision.NeedsMore)
        {
            SetNumber(account, null);
            Change(account, account.Row with { Closed = true });
        }

        return null;
    }

    public Refusal? Decide(ChangeWallet change)
    {
        if (Find(change.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        if (change.CreditLimit is { IsZero: false } && wallet.Row.Kind == WalletKind.Prepaid)
        {
            return Refusals.CommandInvalid("A prepaid wallet has no credit limit.", nameof(ChangeWallet.CreditLimit));
        }

        foreach (var currency in new[] { change.CreditLimit?.Currency, change.MaxBalance?.Currency, change.Currency })
        {
            if (currency is { } needed && wallet.Find(needed) is not { Row.Closed: false })
            {
                return Refusals.CurrencyMismatch(Parties.Wallet, needed);
            }
        }

        if (StateRules.CheckOpen(Parties.Wallet, wallet) is { } closed)
        {
            return closed;
        }

        if (change.AccountNumber is { } taken && Set.FindWalletByAccountNumber(taken) is not null && wallet.Find(change.Currency!.Value)!.Row.Number != taken)
        {
            return Refusals.AccountNumberTaken();
        }

        if (PolicyRules.Check(decision) is { } policy)
        {
            return policy;
        }

        if (change.CreditLimit is { } limit)
        {
            var account = wallet.Find(limit.Currency)!;
            Change(account, account.Row with { CreditLimit = limit.AmountMinor });
        }

        if (change.MaxBalance is { } maximum)
        {
            var account = wallet.Find(maximum.Currency)!;
            Change(account, account.Row with { MaxBalance = maximum.IsZero ? null : maximum.AmountMinor });
        }

        if (change.AccountNumber is { } number)
        {
            SetNumber(wallet.Find(change.Currency!.Value)!, number);
        }

        Change(wallet, change.WalletMetadata is { } metadata ? wallet.Row with { Metadata = metadata.ToJson() } : wallet.Row);
        return null;
    }

    public Refusal? Decide(FreezeWallet freeze)
    {
        if (Find(freeze.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        var restrictions = wallet.Row.Restrictions.Where(restriction => restriction.Reason != freeze.Reason).ToList();
        if (restrictions.Count >= Limits.RestrictionsMax)
        {
            return Refusals.CommandInvalid($"A wallet can be frozen for at most {Limits.RestrictionsMax} reasons.", nameof(FreezeWallet.Reason));
        }

        if ((StateRules.CheckOpen(Parties.Wallet, wallet) ?? PolicyRules.Check(decision)) is { } refused)
        {
            return refused;
        }

        restrictions.Add(new WalletRestriction(freeze.Reason, freeze.Sides, MicroTime.ToDateTimeOffset(decision.Now)));
        Change(wallet, wallet.Row with { Restrictions = restrictions });
        return null;
    }

    public Refusal? Decide(ThawWallet thaw)
    {
        if (FindOpen(thaw.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        var restrictions = wallet.Row.Restrictions.Where(restriction => restriction.Reason != thaw.Reason).ToList();
        if (restrictions.Count == wallet.Row.Restrictions.Count)
        {
            return new Refusal(RefusalCode.WalletNotFrozen, "The wallet is not frozen for that reason.");
        }

        if (PolicyRules.Check(decision) is { } policy)
        {
            return policy;
        }

        Change(wallet, wallet.Row with { Restrictions = restrictions });
        return null;
    }

    public Refusal? Decide(CloseWallet close)
    {
        if (FindOpen(close.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        foreach (var account in wallet.Accounts)
        {
            if (account.Balance.Frozen != 0 && CheckEmpty(account) is { } frozen)
            {
                return frozen;
            }
        }

        foreach (var account in wallet.Accounts)
        {
            if (CheckEmpty(account) is { } notEmpty)
            {
                return notEmpty;
            }
        }

        if (PolicyRules.Check(decision) is { } policy)
        {
            return policy;
        }

        if (!decision.NeedsMore)
        {
            Change(wallet, wallet.Row with { State = WalletState.Closed });
        }

        return null;
    }

    public Refusal? Decide(ReopenWallet reopen)
    {
        if (Find(reopen.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        if (wallet.Row.State != WalletState.Closed)
        {
            return new Refusal(RefusalCode.WalletNotClosed, "The wallet is not closed.");
        }

        if (PolicyRules.Check(decision) is { } policy)
        {
            return policy;
        }

        Change(wallet, wallet.Row with { State = WalletState.Open });
        return null;
    }

    private Refusal? Find(WalletRef reference, out CachedWallet wallet)
    {
        wallet = decision.FindWallet(reference)!;
        if (wallet is null)
        {
            return Refusals.WalletNotFound(Parties.Wallet);
        }

        decision.Wallet = wallet;
        decision.Parties.Add((Parties.Wallet, wallet));
        return null;
    }

    private Refusal? FindOpen(WalletRef reference, out CachedWallet wallet) =>
        Find(reference, out wallet) ?? StateRules.CheckOpen(Parties.Wallet, wallet);

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
        Set.MarkDirty(wallet);
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
            SetNumber(removed, number);
            Change(removed, removed.Row with { Closed = false, CreditLimit = creditLimit?.AmountMinor ?? 0, MaxBalance = maxBalance?.AmountMinor });
        }

        Change(wallet, wallet.Row);
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

    private Refusal? CheckEmpty(CachedAccount account)
    {
        if (account.Balance.Frozen != 0)
        {
            if (decision.Needs.DueFreezes(account, decision.Now))
            {
                decision.NeedsMore = true;
                return null;
            }

            return Refusals.WalletHasFreezes();
        }

        return account.Balance.Available != 0 ? Refusals.WalletNotEmpty(account) : null;
    }

    private void Change(CachedWallet wallet, WalletRow row)
    {
        var before = wallet.Row;
        wallet.Row = row with { UpdatedAt = decision.Now };
        decision.Wallet = wallet;
        Set.MarkDirty(wallet);
        Set.Undo.Add(() => wallet.Row = before);
    }

    private void Change(CachedAccount account, AccountRow row)
    {
        var before = account.Row;
        account.Replace(row);
        Set.MarkRowDirty(account);
        Set.Undo.Add(() => account.Replace(before));
    }

    private void SetNumber(CachedAccount account, string? number)
    {
        var before = account.Row.Number;
        if (before == number)
        {
            return;
        }

        Set.SetAccountNumber(account, number);
        Set.MarkRowDirty(account);
        Set.Undo.Add(() => Set.SetAccountNumber(account, before));
    }
}
