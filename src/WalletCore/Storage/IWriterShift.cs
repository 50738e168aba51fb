namespace WalletCore.Storage;

/// <summary>A time in which the others who write a ledger in shifts hold off. Ends when disposed of.</summary>
public interface IWriterShift : IAsyncDisposable
{
    /// <summary>Where the ledger stood once the shift had begun.</summary>
    LedgerHead Head { get; }

    /// <summary>
    /// The balances that changed up to there since where the caller had left the ledger, as <see cref="LedgerState.ChangedBalances"/> says, or null as it
    /// says. True if the ledger stands there still: whoever goes on from them says so in the commit.
    /// </summary>
    IReadOnlyList<BalanceRow>? ChangedBalances { get; }
}
