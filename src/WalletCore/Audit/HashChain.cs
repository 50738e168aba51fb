using System.Security.Cryptography;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The chain that makes a later edit of the journal evident: every commit's link is the SHA-256 (FIPS 180-4) of the link before, the
/// commit's number and the canonical bytes of its transactions. A posting rule is written before the first transaction that it posted.
/// Used by one caller at a time.
/// </summary>
internal sealed class HashChain
{
    /// <summary>The version of the canonical bytes; it is part of every link.</summary>
    public const byte FormatVersion = 1;

    private const int TransactionStartLength = 1 + 8 + 8 + 4 + 4 + 16;
    private const int PostingLength = (3 * 8) + 1 + (5 * 16) + (2 * 8);

    private readonly CanonicalBuffer _buffer = new();

    /// <summary>Begins the link of a commit.</summary>
    public void Begin(in ChainHash previous, long commit)
    {
        _buffer.Clear();
        _buffer.Add(FormatVersion);
        previous.CopyTo(_buffer.Reserve(ChainHash.Length));
        _buffer.Add(commit);
    }

    /// <summary>Adds a posting rule.</summary>
    public void Add(RuleRow rule)
    {
        _buffer.Add((byte)'R');
        _buffer.Add(rule.Ordinal);
        _buffer.Add(rule.Version);
        _buffer.Add(rule.Name);
        _buffer.Add(rule.Definition);
    }

    /// <summary>Adds a transaction.</summary>
    public void Add(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        var buffer = _buffer;
        var first = new CanonicalFields(buffer.Reserve(TransactionStartLength));
        first.Add((byte)'T');
        first.Add(header.Sequence);
        first.Add(header.RecordedAt);
        first.Add(header.Rule);
        first.Add(header.PostingCount);
        first.Add(header.AmountMinor);
        buffer.Add(header.Currency);
        buffer.Add(header.BusinessDay);
        buffer.Add(header.Key);
        buffer.Add(header.Fingerprint.Whole);
        buffer.Add(header.Fingerprint.Fields);
        buffer.Add(header.Reference);
        buffer.Add(header.Original);
        buffer.Add(header.Freeze);
        buffer.Add(header.Wallet);
        buffer.Add(header.Changes);
        Add(header.Notes);
        foreach (ref readonly var posting in postings)
        {
            Add(posting);
        }
    }

    /// <summary>The link over all that was added.</summary>
    public ChainHash End()
    {
        Span<byte> digest = stackalloc byte[ChainHash.Length];
        SHA256.HashData(_buffer.Written, digest);
        return new ChainHash(digest);
    }

    private void Add(TransactionNotes? notes)
    {
        if (notes is null)
        {
            _buffer.Add((byte)0);
            return;
        }

        _buffer.Add((byte)1);
        _buffer.Add(notes.Description);
        _buffer.Add(notes.Channel);
        _buffer.Add(notes.CorrelationId);
        _buffer.Add(notes.Reason);
        _buffer.Add(notes.ActorId);
        _buffer.Add(notes.ActorRoles);
        _buffer.Add(notes.Metadata);
    }

    private void Add(in PostingRow posting)
    {
        var fields = new CanonicalFields(_buffer.Reserve(PostingLength));
        fields.Add(posting.Ordinal);
        fields.Add(posting.DebitAccount);
        fields.Add(posting.CreditAccount);
        fields.Add((byte)((int)posting.DebitPocket | ((int)posting.CreditPocket << 2) | ((int)posting.Role << 4) | (posting.OnTop ? 0x80 : 0)));
        fields.Add(posting.Amount);
        fields.Add(posting.DebitAvailable);
        fields.Add(posting.DebitFrozen);
        fields.Add(posting.CreditAvailable);
        fields.Add(posting.CreditFrozen);
        fields.Add(posting.DebitPrevious);
        fields.Add(posting.CreditPrevious);
    }
}
