using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Writes one posting: both balances, both history chains, the waypoints. Knows nothing of who may do what.</summary>
internal static class PostingWriter
{
    /// <summary>Posts. Returns false, with the working set to be rolled back, when a balance would leave the range.</summary>
    public static bool Write(
        Decision decision,
        CachedAccount debit,
        Pocket debitPocket,
        CachedAccount credit,
        Pocket creditPocket,
        Int128 amount,
        PostingRole role,
        bool onTop)
    {
        var set = decision.Set;
        decision.Touch(debit);
        decision.Touch(credit);
        if (!Apply(debit, debitPocket, Side.Debit, amount) || !Apply(credit, creditPocket, Side.Credit, amount))
        {
            return false;
        }

        var ordinal = ++set.Counters.Postings;
        var debitPrevious = Link(decision, debit, PostingRow.EntryReference(ordinal, Side.Debit));
        var creditPrevious = Link(decision, credit, PostingRow.EntryReference(ordinal, Side.Credit));
        set.Journal.Postings.Add(new PostingRow
        {
            Ordinal = ordinal,
            Sequence = decision.Sequence,
            DebitAccount = debit.Ordinal,
            CreditAccount = credit.Ordinal,
            DebitPocket = debitPocket,
            CreditPocket = creditPocket,
            Role = role,
            OnTop = onTop,
            Amount = amount,
            DebitAvailable = debit.Balance.Available,
            DebitFrozen = debit.Balance.Frozen,
            CreditAvailable = credit.Balance.Available,
            CreditFrozen = credit.Balance.Frozen,
            DebitPrevious = debitPrevious,
            CreditPrevious = creditPrevious,
        });
        return true;
    }

    private static bool Apply(CachedAccount account, Pocket pocket, Side side, Int128 amount)
    {
        ref var balance = ref account.Balance;
        balance.Move(account.IsCreditNormal, side, pocket, amount);
        return IsInRange(balance.Available) && IsInRange(balance.Available + balance.Frozen);
    }

    private static bool IsInRange(Int128 value) => value <= Limits.AmountMax && value >= -Limits.AmountMax;

    /// <summary>Adds an entry to the account's history. Returns the reference of the entry before it.</summary>
    private static long Link(Decision decision, CachedAccount account, long entry)
    {
        ref var balance = ref account.Balance;
        var previous = balance.Link(entry, decision.BusinessDay);
        if (balance.IsAtWaypoint)
        {
            decision.Set.Journal.Waypoints.Add(balance.ToWaypoint(account.Ordinal, decision.Now));
        }

        return previous;
    }
}
