using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The canonical bytes of the journal, in one version (docs/reference/journal.md): two different transactions never have the same ones. Links are made in
/// the newest version; those that were made in an earlier one stay as they are. Thread safe.
/// </summary>
internal abstract class JournalBytes
{
    /// <summary>What new links are made of.</summary>
    public static JournalBytes Newest { get; } = new JournalBytes2();

    /// <summary>All versions that there have been, the newest first.</summary>
    public static IReadOnlyList<JournalBytes> All { get; } = [Newest, new JournalBytes1()];

    /// <summary>Which version it is; the first byte under every link.</summary>
    public abstract byte Version { get; }

    /// <summary>Writes a transaction.</summary>
    public abstract void Write(CanonicalBuffer buffer, in TransactionRow header, ReadOnlySpan<PostingRow> postings);

    /// <summary>The pockets, the role and the side of the principal amount of a posting in a byte.</summary>
    protected static byte MarksOf(in PostingRow posting) =>
        (byte)((int)posting.DebitPocket | ((int)posting.CreditPocket << 2) | ((int)posting.Role << 4) | (posting.OnTop ? 0x80 : 0));

    /// <summary>Writes what few transactions have.</summary>
    protected static void Write(CanonicalBuffer buffer, TransactionNotes notes)
    {
        buffer.Add(notes.Description);
        buffer.Add(notes.Channel);
        buffer.Add(notes.CorrelationId);
        buffer.Add(notes.Reason);
        buffer.Add(notes.ActorId);
        buffer.Add(notes.ActorRoles);
        buffer.Add(notes.Metadata);
    }
}
