namespace WalletCore.Storage;

/// <summary>A time in which the others who write a ledger in shifts hold off. Ends when disposed of.</summary>
public interface IWriterShift : IAsyncDisposable
{
    /// <summary>Where the ledger stood once the shift had begun.</summary>
    LedgerHead Head { get; }

    /// <summary>
    /// What moved up to there since where the caller had left the ledger, as <see cref="LedgerState.MovedBalances"/> says, or null as it says. True if the
    /// ledger stands there still: whoever goes on from it says so in the commit.
    /// </summary>
    IReadOnlyList<MovedBalance>? MovedBalances { get; }
}
