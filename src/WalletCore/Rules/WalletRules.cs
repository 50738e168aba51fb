using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>The life of open wallets: their terms, freezing and thawing, removing accounts, closing and reopening.</summary>
internal sealed class WalletRules(Decision decision, WalletChanges changes)
{
    private WorkingSet Set => decision.Set;

    public Refusal? Decide(RemoveAccount remove)
    {
        if (changes.Find(remove.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        if (wallet.Find(remove.Currency) is not { IsRemoved: false } account)
        {
            return Refusals.CurrencyMismatch(Parties.Wallet, remove.Currency);
        }

        if ((StateRules.CheckOpen(Parties.Wallet, wallet) ?? CheckEmpty(account) ?? PolicyRules.Check(decision)) is { } refused)
        {
            return refused;
        }

        if (!decision.NeedsMore)
        {
            changes.SetNumber(account, null);
            changes.Change(account, account.Row with { Closed = true });
        }

        return null;
    }

    public Refusal? Decide(ChangeWallet change)
    {
        if (changes.Find(change.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        if (change.CreditLimit is { IsZero: false } && wallet.Row.Kind == WalletKind.Prepaid)
        {
            return Refusals.CommandInvalid("A prepaid wallet has no credit limit.", nameof(ChangeWallet.CreditLimit));
        }

        foreach (var currency in new[] { change.CreditLimit?.Currency, change.MaxBalance?.Currency, change.Currency })
        {
            if (currency is { } needed && wallet.Find(needed) is not { IsRemoved: false })
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
            changes.Change(account, account.Row with { CreditLimit = limit.AmountMinor });
        }

        if (change.MaxBalance is { } maximum)
        {
            var account = wallet.Find(maximum.Currency)!;
            changes.Change(account, account.Row with { MaxBalance = maximum.IsZero ? null : maximum.AmountMinor });
        }

        if (change.AccountNumber is { } number)
        {
            changes.SetNumber(wallet.Find(change.Currency!.Value)!, number);
        }

        changes.Change(wallet, change.WalletMetadata is { } metadata ? wallet.Row with { Metadata = metadata.ToJson() } : wallet.Row);
        return null;
    }

    public Refusal? Decide(FreezeWallet freeze)
    {
        if (changes.Find(freeze.Wallet, out var wallet) is { } refusal)
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
        changes.Change(wallet, wallet.Row with { Restrictions = restrictions });
        return null;
    }

    public Refusal? Decide(ThawWallet thaw)
    {
        if (changes.FindOpen(thaw.Wallet, out var wallet) is { } refusal)
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

        changes.Change(wallet, wallet.Row with { Restrictions = restrictions });
        return null;
    }

    public Refusal? Decide(CloseWallet close)
    {
        if (changes.FindOpen(close.Wallet, out var wallet) is { } refusal)
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
            changes.Change(wallet, wallet.Row with { State = WalletState.Closed });
        }

        return null;
    }

    public Refusal? Decide(ReopenWallet reopen)
    {
        if (changes.Find(reopen.Wallet, out var wallet) is { } refusal)
        {
            return refusal;
        }

        if (!wallet.IsClosed)
        {
            return new Refusal(RefusalCode.WalletNotClosed, "The wallet is not closed.");
        }

        if (PolicyRules.Check(decision) is { } policy)
        {
            return policy;
        }

        changes.Change(wallet, wallet.Row with { State = WalletState.Open });
        return null;
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
}
