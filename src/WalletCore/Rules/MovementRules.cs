namespace WalletCore.Rules;

/// <summary>Deposits, withdrawals, transfers, adjustments and the host's own operations: a posting rule and its parties.</summary>
internal sealed class MovementRules(Decision decision, PostingEvaluator evaluator)
{
    public Refusal? Decide(Transfer transfer)
    {
        decision.Principal = transfer.Amount;
        return decision.Bind(Parties.From, transfer.From) ?? decision.Bind(Parties.To, transfer.To) ?? evaluator.Run();
    }

    public Refusal? Decide(Deposit deposit) => DecideOutside(deposit.Wallet, deposit.Amount, deposit.From);

    public Refusal? Decide(Withdraw withdraw) => DecideOutside(withdraw.Wallet, withdraw.Amount, withdraw.To);

    public Refusal? Decide(Adjust adjust)
    {
        decision.Principal = adjust.Amount;
        return decision.Bind(Parties.Wallet, adjust.Wallet) ?? evaluator.Run();
    }

    public Refusal? Decide(Post post)
    {
        decision.Principal = post.Amount;
        foreach (var party in decision.Rule.Parties)
        {
            if (decision.Bind(party, post.Parties[party]) is { } refusal)
            {
                return refusal;
            }
        }

        return evaluator.Run();
    }

    /// <summary>Pays out all that is available. What is available is known only once existence, state and policy have passed.</summary>
    public Refusal? Decide(RefundResidual residual)
    {
        if (decision.Bind(Parties.Wallet, residual.Wallet) is { } refusal)
        {
            return refusal;
        }

        if (decision.Set.Ledger.Options.Chart.Find(residual.To) is null)
        {
            return Refusals.AccountNotFound(residual.To);
        }

        var wallet = decision.PartyOf(Parties.Wallet);
        if (wallet.Find(residual.Currency) is not { IsRemoved: false } account)
        {
            return Refusals.CurrencyMismatch(Parties.Wallet, residual.Currency);
        }

        if (StateRules.Check(Parties.Wallet, wallet, RestrictedSides.Debits) is { } state)
        {
            return state;
        }

        if (wallet.Row.Kind != WalletKind.Prepaid)
        {
            return new Refusal(RefusalCode.WalletNotPrepaid, "Only a prepaid wallet's rest can be paid out.");
        }

        if (PolicyRules.Check(decision) is { } policy)
        {
            return policy;
        }

        if (account.Balance.Frozen > 0 && decision.Needs.DueFreezes(account, decision.Now))
        {
            decision.NeedsMore = true;
            return null;
        }

        if (account.Balance.Available <= 0)
        {
            return new Refusal(RefusalCode.NothingToRefund, "Nothing is available.") { CanRetry = true };
        }

        decision.Principal = Money.FromMinor(account.Balance.Available, account.Currency);
        decision.OutsideCode = residual.To;
        return evaluator.Run();
    }

    private Refusal? DecideOutside(WalletRef wallet, Money amount, string code)
    {
        decision.Principal = amount;
        decision.OutsideCode = code;
        return decision.Bind(Parties.Wallet, wallet) ?? evaluator.Run();
    }
}
