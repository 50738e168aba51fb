using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// One idea of what must hold. Sees the journal once, transaction by transaction; asks the store between the pages, so that the pass itself
/// never waits and memory stays bounded by a page.
/// </summary>
internal abstract class JournalCheck
{
    /// <summary>Sees the next transaction.</summary>
    public abstract void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings);

    /// <summary>Learns that the next transaction is missing or cannot be read.</summary>
    public virtual void Skip(long sequence)
    {
    }

    /// <summary>Asks the store about what the page raised.</summary>
    public virtual ValueTask AfterPageAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Compares the state at the end.</summary>
    public virtual ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
