using System.Security.Cryptography;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The chain that makes a later edit of the journal evident: every commit's link is the SHA-256 (FIPS 180-4) of the version of its bytes, the link before,
/// the commit's number and the canonical bytes of its transactions. A posting rule is written before the first transaction that it posted.
/// Used by one caller at a time.
/// </summary>
internal sealed class HashChain(JournalBytes journal)
{
    private readonly CanonicalBuffer _buffer = new();

    /// <summary>Begins the link of a commit.</summary>
    public void Begin(in ChainHash previous, long commit)
    {
        _buffer.Clear();
        _buffer.Add(journal.Version);
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
    public void Add(in TransactionRow header, ReadOnlySpan<PostingRow> postings) => journal.Write(_buffer, header, postings);

    /// <summary>The link over all that was added.</summary>
    public ChainHash End()
    {
        Span<byte> digest = stackalloc byte[ChainHash.Length];
        SHA256.HashData(_buffer.Written, digest);
        return new ChainHash(digest);
    }
}
