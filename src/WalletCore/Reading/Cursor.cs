using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WalletCore;

/// <summary>
/// The cursors of one query: a position, and a digest over it and the query. So garbage is refused, and so is the cursor of another query, of
/// another ledger, or one whose position was tampered with by mistake. It is no secret and no permission.
/// </summary>
internal sealed class Cursor
{
    private const int PositionLength = 8;
    private const int DigestLength = 16;
    private const char Separator = '\u001f';

    private readonly StringBuilder _query = new();

    public Cursor(LedgerId ledger, string kind) => Of(ledger.ToString()).Of(kind);

    /// <summary>Adds one condition of the query. Texts have no control characters, so that the separator cannot be forged.</summary>
    public Cursor Of(string? condition)
    {
        _query.Append(condition is null ? '-' : '+').Append(condition).Append(Separator);
        return this;
    }

    public Cursor Of(long? condition) => Of(condition?.ToString(CultureInfo.InvariantCulture));

    public Cursor Of(WalletRef? wallet) => wallet switch
    {
        { AccountNumber: { } number } => Of("number").Of(number),
        { Owner: { } owner } => Of("owner").Of(owner.OwnerId).Of(owner.ApplicationId).Of(owner.Label),
        { } other => Of("id").Of(other.ToString()),
        null => Of((string?)null),
    };

    /// <summary>The text of a position.</summary>
    public string Write(long position)
    {
        Span<byte> bytes = stackalloc byte[PositionLength + DigestLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        Digest(bytes[..PositionLength], bytes[PositionLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The position; the start where no cursor is given.</summary>
    /// <exception cref="ArgumentException">Not a cursor of this query.</exception>
    public long Read(string? cursor, long start)
    {
        if (cursor is null)
        {
            return start;
        }

        Span<byte> bytes = stackalloc byte[PositionLength + DigestLength];
        Span<byte> digest = stackalloc byte[DigestLength];
        if (cursor.Length == Base64Url.GetEncodedLength(bytes.Length)
            && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
            && written == bytes.Length)
        {
            Digest(bytes[..PositionLength], digest);
            if (digest.SequenceEqual(bytes[PositionLength..]))
            {
                return BinaryPrimitives.ReadInt64BigEndian(bytes);
            }
        }

        throw new ArgumentException("This is no cursor of this query: give a page's NextCursor back with the query it came from.", nameof(cursor));
    }

    private void Digest(ReadOnlySpan<byte> position, Span<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(position);
        hash.AppendData(Encoding.UTF8.GetBytes(_query.ToString()));
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(whole);
        whole[..DigestLength].CopyTo(digest);
    }
}
