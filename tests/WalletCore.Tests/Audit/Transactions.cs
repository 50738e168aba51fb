using FsCheck;
using FsCheck.Fluent;
using WalletCore.Storage;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Audit;

/// <summary>Transactions to be written as canonical bytes: two by hand, and any there could be.</summary>
internal static class Transactions
{
    private static readonly Gen<long> Ordinals =
        Gen.OneOf(Gen.Choose(0, 5).Select(n => (long)n), Gen.Elements(int.MaxValue, int.MaxValue + 1L, uint.MaxValue, 1L << 41, long.MaxValue));

    private static readonly Gen<string?> Texts = Gen.Elements<string?>(null, string.Empty, "a", "schl\u00fcssel", new string('x', 40));

    private static readonly Gen<UInt128> Fields = Gen.Elements<UInt128>(0, 1, (ulong)long.MaxValue, (ulong)long.MaxValue + 1, ulong.MaxValue, UInt128.MaxValue);

    private static readonly Gen<TransactionNotes?> Notes =
        from texts in Texts.ArrayOf(7)
        from isThere in Gen.Elements(true, false)
        select isThere ? NotesOf(texts) : null;

    private static readonly Gen<PostingRow> Postings =
        from ordinals in Ordinals.ArrayOf(5)
        from amounts in AnyAmount.Cases.ArrayOf(5)
        from areFrozen in Gen.Elements(true, false)
        from pockets in Gen.Elements(Pocket.Available, Pocket.Frozen).Two()
        from role in Gen.Elements(Enum.GetValues<PostingRole>())
        from onTop in Gen.Elements(true, false)
        select new PostingRow
        {
            Ordinal = ordinals[0],
            Sequence = 0,
            DebitAccount = ordinals[1],
            CreditAccount = ordinals[2],
            DebitPocket = pockets.Item1,
            CreditPocket = pockets.Item2,
            Role = role,
            OnTop = onTop,
            Amount = amounts[0],
            DebitAvailable = amounts[1],
            CreditAvailable = amounts[2],
            DebitFrozen = areFrozen ? amounts[3] : 0,
            CreditFrozen = areFrozen ? amounts[4] : 0,
            DebitPrevious = ordinals[3],
            CreditPrevious = ordinals[4],
        };

    /// <summary>A transfer with a key, as most transactions are.</summary>
    public static readonly TransactionFacts Plain = new(
        new TransactionRow
        {
            Sequence = 7,
            RecordedAt = 1_800_000_000_000_000,
            Rule = 1,
            FirstPosting = 12,
            PostingCount = 1,
            AmountMinor = 500,
            Currency = "EUR",
            BusinessDay = 740_000,
            Key = "k-7",
            Fingerprint = new CommandFingerprint(0x0123_4567_89AB_CDEF, 0x33_22_11),
        },
        [
            new PostingRow
            {
                Ordinal = 12,
                Sequence = 7,
                DebitAccount = 3,
                CreditAccount = 4,
                Amount = 500,
                DebitAvailable = 99_500,
                DebitFrozen = 0,
                CreditAvailable = 100_500,
                CreditFrozen = 0,
                DebitPrevious = 21,
                CreditPrevious = 22,
            },
        ]);

    /// <summary>A transaction that has everything there is, and numbers that are as wide as any.</summary>
    public static readonly TransactionFacts Full = new(
        new TransactionRow
        {
            Sequence = 8,
            RecordedAt = 1_800_000_000_000_000,
            Rule = 2,
            FirstPosting = 13,
            PostingCount = 2,
            AmountMinor = Int128.One << 70,
            Currency = "POINTS",
            BusinessDay = 740_001,
            Key = "schl\u00fcssel",
            Fingerprint = new CommandFingerprint(0xFEDC_BA98_7654_3210, ((UInt128)0xEE << 120) | 1),
            Reference = "order 9",
            Original = 7,
            Freeze = 5,
            Wallet = 2,
            Changes = "{\"a\":1}",
            Notes = new TransactionNotes { Description = "words", CorrelationId = "corr", Reason = "why", ActorId = "me", ActorRoles = "admin", Metadata = "{}" },
        },
        [
            new PostingRow
            {
                Ordinal = 13,
                Sequence = 8,
                DebitAccount = 1L << 33,
                CreditAccount = 4,
                DebitPocket = Pocket.Frozen,
                Role = PostingRole.Fee,
                OnTop = true,
                Amount = Int128.One << 70,
                DebitAvailable = -(Int128.One << 70),
                DebitFrozen = 6,
                CreditAvailable = Int128.One << 70,
                CreditFrozen = 0,
                DebitPrevious = 24,
                CreditPrevious = (1L << 34) + 1,
            },
            new PostingRow
            {
                Ordinal = 14,
                Sequence = 8,
                DebitAccount = 3,
                CreditAccount = 4,
                CreditPocket = Pocket.Frozen,
                Role = PostingRole.Tax,
                Amount = 1,
                DebitAvailable = 2,
                DebitFrozen = 3,
                CreditAvailable = 4,
                CreditFrozen = 5,
                DebitPrevious = 6,
                CreditPrevious = 7,
            },
        ]);

    /// <summary>Any, also such as no engine would make: whoever changes a journal by hand keeps to no rule.</summary>
    public static readonly Gen<TransactionFacts> Any =
        from numbers in Ordinals.ArrayOf(5)
        from amount in AnyAmount.Cases
        from texts in Texts.ArrayOf(4)
        from fields in Fields
        from whole in Gen.Elements(0UL, 1UL, ulong.MaxValue)
        from notes in Notes
        from postings in Postings.ArrayOf().Resize(3)
        select new TransactionFacts(
            new TransactionRow
            {
                Sequence = numbers[0],
                RecordedAt = numbers[1],
                Rule = (int)(numbers[0] % 7),
                FirstPosting = 0,
                PostingCount = postings.Length,
                AmountMinor = amount,
                Currency = texts[0],
                BusinessDay = (int)(numbers[1] % 1_000),
                Key = texts[1],
                Fingerprint = new CommandFingerprint(whole, fields),
                Reference = texts[2],
                Original = numbers[2],
                Freeze = numbers[3],
                Wallet = numbers[4],
                Changes = texts[3],
                Notes = notes,
            },
            postings);

    public static TransactionNotes NotesOf(string?[] texts) => new()
    {
        Description = texts[0],
        Channel = texts[1],
        CorrelationId = texts[2],
        Reason = texts[3],
        ActorId = texts[4],
        ActorRoles = texts[5],
        Metadata = texts[6],
    };
}
