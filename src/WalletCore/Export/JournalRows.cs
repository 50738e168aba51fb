using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The records of commits with their transactions. What follows from what stands before (ordinals, running balances, links between entries) is
/// not written: the reader derives it, and the commit's link of the hash chain proves that it came out the same.
/// </summary>
internal sealed class JournalRows
{
    // Business days mostly repeat, so each is written as its distance from the one before; a chunk starts anew.
    private int _day;

    public void BeginChunk() => _day = 0;

    public static void Write(RecordWriter to, in CommitRow row)
    {
        to.Add((byte)RecordKind.Commit);
        to.Add(row.LastSequence - row.FirstSequence + 1);
        to.AddSigned(row.RecordedAt);
        Span<byte> hash = stackalloc byte[ChainHash.Length];
        row.Hash.CopyTo(hash);
        to.AddBytes(hash);
    }

    public static (int Count, long RecordedAt, ChainHash Hash) ReadCommit(RecordReader from) =>
        (from.Count(), from.Signed(), new ChainHash(from.Bytes(ChainHash.Length)));

    public void Write(RecordWriter to, in TransactionRow row)
    {
        var parts = PartsOf(row);
        to.Add((long)parts);
        to.Add((long)row.Rule);
        to.Add((long)row.PostingCount);
        to.AddSigned((long)row.BusinessDay - _day);
        _day = row.BusinessDay;
        if (parts.HasFlag(Parts.Amount))
        {
            to.AddAmount(row.AmountMinor);
            to.Add(row.Currency);
        }

        if (parts.HasFlag(Parts.Key))
        {
            to.Add(row.Key);
        }

        if (parts.HasFlag(Parts.Fingerprint))
        {
            StateRows.Write(to, row.Fingerprint);
        }

        WriteRare(to, row, parts);
    }

    public TransactionRow Read(RecordReader from, long sequence, long recordedAt, long nextPosting)
    {
        var parts = (Parts)from.Int32();
        if ((parts & ~Parts.All) != Parts.None)
        {
            throw new InvalidDataException("A transaction has parts that there are not.");
        }

        var rule = from.Int32();
        var postings = from.Count();
        _day += from.SignedInt32();
        var hasAmount = parts.HasFlag(Parts.Amount);
        return new TransactionRow
        {
            Sequence = sequence,
            RecordedAt = recordedAt,
            Rule = rule,
            FirstPosting = nextPosting,
            PostingCount = postings,
            BusinessDay = _day,
            AmountMinor = hasAmount ? from.Amount() : Int128.Zero,
            Currency = hasAmount ? from.TextOrNull() : null,
            Key = parts.HasFlag(Parts.Key) ? from.Text() : null,
            Fingerprint = parts.HasFlag(Parts.Fingerprint) ? StateRows.ReadFingerprint(from) : default,
            Reference = parts.HasFlag(Parts.Reference) ? from.Text() : null,
            Original = parts.HasFlag(Parts.Original) ? from.Number() : 0,
            Freeze = parts.HasFlag(Parts.Freeze) ? from.Number() : 0,
            Wallet = parts.HasFlag(Parts.Wallet) ? from.Number() : 0,
            Changes = parts.HasFlag(Parts.Changes) ? from.Text() : null,
            Notes = parts.HasFlag(Parts.Notes) ? ReadNotes(from) : null,
        };
    }

    public static void Write(RecordWriter to, in PostingRow row)
    {
        to.Add((byte)((int)row.DebitPocket | ((int)row.CreditPocket << 2) | ((int)row.Role << 4) | (row.OnTop ? 0x80 : 0)));
        to.Add(row.DebitAccount);
        to.Add(row.CreditAccount);
        to.AddAmount(row.Amount);
    }

    /// <summary>A posting without what is derived.</summary>
    public static PostingRow ReadPosting(RecordReader from, long ordinal, long sequence)
    {
        var flags = from.Byte();
        var row = new PostingRow
        {
            Ordinal = ordinal,
            Sequence = sequence,
            DebitPocket = (Pocket)(flags & 3),
            CreditPocket = (Pocket)((flags >> 2) & 3),
            Role = (PostingRole)((flags >> 4) & 7),
            OnTop = (flags & 0x80) != 0,
            DebitAccount = from.Number(),
            CreditAccount = from.Number(),
            Amount = from.Amount(),
            DebitAvailable = 0,
            DebitFrozen = 0,
            CreditAvailable = 0,
            CreditFrozen = 0,
            DebitPrevious = 0,
            CreditPrevious = 0,
        };
        return Enum.IsDefined(row.DebitPocket) && Enum.IsDefined(row.CreditPocket) && Enum.IsDefined(row.Role)
            ? row
            : throw new InvalidDataException("A posting has a pocket or a role that there is not.");
    }

    private static void WriteRare(RecordWriter to, in TransactionRow row, Parts parts)
    {
        if (parts.HasFlag(Parts.Reference))
        {
            to.Add(row.Reference);
        }

        foreach (var link in new[] { row.Original, row.Freeze, row.Wallet })
        {
            if (link != 0)
            {
                to.Add(link);
            }
        }

        if (parts.HasFlag(Parts.Changes))
        {
            to.Add(row.Changes);
        }

        if (row.Notes is { } notes)
        {
            foreach (var note in new[] { notes.Description, notes.Channel, notes.CorrelationId, notes.Reason, notes.ActorId, notes.ActorRoles, notes.Metadata })
            {
                to.Add(note);
            }
        }
    }

    private static TransactionNotes ReadNotes(RecordReader from) => new()
    {
        Description = from.TextOrNull(),
        Channel = from.TextOrNull(),
        CorrelationId = from.TextOrNull(),
        Reason = from.TextOrNull(),
        ActorId = from.TextOrNull(),
        ActorRoles = from.TextOrNull(),
        Metadata = from.TextOrNull(),
    };

    private static Parts PartsOf(in TransactionRow row) =>
        (row.AmountMinor != 0 || row.Currency is not null ? Parts.Amount : Parts.None)
        | (row.Key is not null ? Parts.Key : Parts.None)
        | (row.Fingerprint != default ? Parts.Fingerprint : Parts.None)
        | (row.Reference is not null ? Parts.Reference : Parts.None)
        | (row.Original != 0 ? Parts.Original : Parts.None)
        | (row.Freeze != 0 ? Parts.Freeze : Parts.None)
        | (row.Wallet != 0 ? Parts.Wallet : Parts.None)
        | (row.Changes is not null ? Parts.Changes : Parts.None)
        | (row.Notes is not null ? Parts.Notes : Parts.None);

    /// <summary>Which of the parts that not every transaction has follow, in this order.</summary>
    [Flags]
    private enum Parts
    {
        None = 0,
        Amount = 1,
        Key = 2,
        Fingerprint = 4,
        Reference = 8,
        Original = 16,
        Freeze = 32,
        Wallet = 64,
        Changes = 128,
        Notes = 256,
        All = 511,
    }
}
