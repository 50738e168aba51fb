using System.Buffers.Binary;
using System.Text;
using WalletCore.Storage;

namespace WalletCore.Tests.Audit;

/// <summary>
/// Reads the second version of the canonical bytes back, from its description in docs/reference/journal.md. Bytes from which a transaction can be read back
/// are the bytes of no other one.
/// </summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public TransactionFacts Transaction()
    {
        Assert.Equal((byte)'T', Take(1)[0]);
        var parts = (int)Number(2);
        var header = new TransactionRow
        {
            Sequence = Long(),
            RecordedAt = Long(),
            Rule = (int)Number(4),
            FirstPosting = 0,
            PostingCount = (int)Number(4),
            BusinessDay = (int)Number(4),
        };
        if (Has(parts, 0))
        {
            header = header with { AmountMinor = Number(Has(parts, 1) ? 16 : 8), Currency = Text() };
        }

        if (Has(parts, 2))
        {
            var whole = unchecked((ulong)Long());
            var fields = unchecked((UInt128)Number(Has(parts, 3) ? 16 : 8));
            header = header with { Fingerprint = new CommandFingerprint(whole, fields), Key = Text() };
        }

        header = header with
        {
            Reference = Has(parts, 4) ? Text() : null,
            Original = Has(parts, 5) ? Long() : 0,
            Freeze = Has(parts, 6) ? Long() : 0,
            Wallet = Has(parts, 7) ? Long() : 0,
            Changes = Has(parts, 8) ? Text() : null,
        };
        if (Has(parts, 9))
        {
            header = header with { Notes = Transactions.NotesOf([Text(), Text(), Text(), Text(), Text(), Text(), Text()]) };
        }

        var postings = new PostingRow[header.PostingCount];
        for (var i = 0; i < postings.Length; i++)
        {
            postings[i] = Posting();
        }

        return new TransactionFacts(header, postings);
    }

    private PostingRow Posting()
    {
        int marks = Take(1)[0];
        int widths = Take(1)[0];
        var ordinals = new long[5];
        for (var i = 0; i < ordinals.Length; i++)
        {
            ordinals[i] = (long)Number(Has(widths, 0) ? 8 : 4);
        }

        var amounts = new Int128[5];
        for (var i = 0; i < (Has(widths, 2) ? 5 : 3); i++)
        {
            amounts[i] = Number(Has(widths, 1) ? 16 : 8);
        }

        return new PostingRow
        {
            Ordinal = ordinals[0],
            Sequence = 0,
            DebitAccount = ordinals[1],
            CreditAccount = ordinals[2],
            DebitPocket = (Pocket)(marks & 3),
            CreditPocket = (Pocket)((marks >> 2) & 3),
            Role = (PostingRole)((marks >> 4) & 7),
            OnTop = Has(marks, 7),
            Amount = amounts[0],
            DebitAvailable = amounts[1],
            CreditAvailable = amounts[2],
            DebitFrozen = amounts[3],
            CreditFrozen = amounts[4],
            DebitPrevious = ordinals[3],
            CreditPrevious = ordinals[4],
        };
    }

    private static bool Has(int bits, int bit) => (bits & (1 << bit)) != 0;

    private long Long() => (long)Number(8);

    private string? Text()
    {
        var length = (int)Number(4);
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    private Int128 Number(int width)
    {
        var bytes = Take(width);
        return width switch
        {
            2 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            8 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt128LittleEndian(bytes),
        };
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
