namespace WalletCore.Storage;

/// <summary>A time in which the others who write a ledger in shifts hold off. Ends when disposed of.</summary>
public interface IWriterShift : IAsyncDisposable
{
    /// <summary>Where the ledger stood once the shift had begun.</summary>
    LedgerHead Head { get; }

    /// <summary>
    /// What moved up to there since where the caller had left the ledger, as <see cref="LedgerState.MovedBalances"/> says, or null as it says; null as well where
    /// <see cref="ChangedBalances"/> says it. True if the ledger stands there still: whoever goes on from it says so in the commit.
    /// </summary>
    IReadOnlyList<MovedBalance>? MovedBalances { get; }

    /// <summary>
    /// The balances that changed up to there, each as it is then: for a store that need not ask for every movement, because the holders of the shifts before left
    /// word. An account may be named more than once; what is said last is true. Null where the store does not know, or what changed is more than balances.
    /// </summary>
    IReadOnlyList<BalanceRow>? ChangedBalances { get; }

    /// <summary>
    /// Says that the next commit is meant to be the last before the shift ends, so that the store can prepare its end while that commit is under way. A hint: the shift may go on
    /// all the same, or end before. Does nothing by default.
    /// </summary>
    void ExpectEnd()
    {
    }
}
