using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The second version: what a transaction does not have is not written, and numbers are as wide as they need to be. Half as long as the first for a plain
/// transfer, and hashing is what a link costs.
/// </summary>
/// <remarks>Each transaction and each posting begins with bits that say what follows and how wide it is. Those bits follow from the values alone, so that every transaction has one form only.</remarks>
internal sealed class JournalBytes2 : JournalBytes
{
    private const int TransactionStartLength = 1 + 2 + 8 + 8 + 4 + 4 + 4;
    private const int MarksLength = 2;
    private const int OrdinalsCount = 5;
    private const int AmountsCount = 3;
    private const int FrozenCount = 2;

    [Flags]
    private enum Parts
    {
        None = 0,
        Amount = 1,
        WideAmount = 1 << 1,
        Key = 1 << 2,
        WideFields = 1 << 3,
        Reference = 1 << 4,
        Original = 1 << 5,
        Freeze = 1 << 6,
        Wallet = 1 << 7,
        Changes = 1 << 8,
        Notes = 1 << 9,
    }

    [Flags]
    private enum Widths
    {
        None = 0,
        WideOrdinals = 1,
        WideAmounts = 1 << 1,
        Frozen = 1 << 2,
    }

    public override byte Version => 2;

    public override void Write(CanonicalBuffer buffer, in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        var parts = PartsOf(header);
        var start = new CanonicalFields(buffer.Reserve(TransactionStartLength));
        start.Add((byte)'T');
        start.Add((short)parts);
        start.Add(header.Sequence);
        start.Add(header.RecordedAt);
        start.Add(header.Rule);
        start.Add(header.PostingCount);
        start.Add(header.BusinessDay);
        if ((parts & Parts.Amount) != Parts.None)
        {
            Write(buffer, header.AmountMinor, (parts & Parts.WideAmount) != Parts.None);
            buffer.Add(header.Currency);
        }

        if ((parts & Parts.Key) != Parts.None)
        {
            buffer.Add(header.Fingerprint.Whole);
            Write(buffer, unchecked((Int128)header.Fingerprint.Fields), (parts & Parts.WideFields) != Parts.None);
            buffer.Add(header.Key);
        }

        // All further parts have higher bits.
        if (parts >= Parts.Reference)
        {
            WriteRarer(buffer, header);
        }

        foreach (ref readonly var posting in postings)
        {
            Write(buffer, posting);
        }
    }

    private static Parts PartsOf(in TransactionRow header)
    {
        var parts = Parts.None;
        if (header.AmountMinor != 0 || header.Currency is not null)
        {
            parts |= Parts.Amount | (AmountWidth.IsNarrow(header.AmountMinor) ? Parts.None : Parts.WideAmount);
        }

        if (header.Key is not null || header.Fingerprint != default)
        {
            parts |= Parts.Key | (AmountWidth.IsNarrow(unchecked((Int128)header.Fingerprint.Fields)) ? Parts.None : Parts.WideFields);
        }

        return parts
            | (header.Reference is null ? Parts.None : Parts.Reference)
            | (header.Original == 0 ? Parts.None : Parts.Original)
            | (header.Freeze == 0 ? Parts.None : Parts.Freeze)
            | (header.Wallet == 0 ? Parts.None : Parts.Wallet)
            | (header.Changes is null ? Parts.None : Parts.Changes)
            | (header.Notes is null ? Parts.None : Parts.Notes);
    }

    private static void WriteRarer(CanonicalBuffer buffer, in TransactionRow header)
    {
        if (header.Reference is not null)
        {
            buffer.Add(header.Reference);
        }

        if (header.Original != 0)
        {
            buffer.Add(header.Original);
        }

        if (header.Freeze != 0)
        {
            buffer.Add(header.Freeze);
        }

        if (header.Wallet != 0)
        {
            buffer.Add(header.Wallet);
        }

        if (header.Changes is not null)
        {
            buffer.Add(header.Changes);
        }

        if (header.Notes is { } notes)
        {
            Write(buffer, notes);
        }
    }

    private static void Write(CanonicalBuffer buffer, in PostingRow posting)
    {
        var hasFrozen = posting.DebitFrozen != 0 || posting.CreditFrozen != 0;
        var areOrdinalsWide = !(IsShort(posting.Ordinal) && IsShort(posting.DebitAccount) && IsShort(posting.CreditAccount)
            && IsShort(posting.DebitPrevious) && IsShort(posting.CreditPrevious));
        var areAmountsWide = !(AmountWidth.IsNarrow(posting.Amount) && AmountWidth.IsNarrow(posting.DebitAvailable) && AmountWidth.IsNarrow(posting.CreditAvailable)
            && AmountWidth.IsNarrow(posting.DebitFrozen) && AmountWidth.IsNarrow(posting.CreditFrozen));
        var widths = (areOrdinalsWide ? Widths.WideOrdinals : Widths.None) | (areAmountsWide ? Widths.WideAmounts : Widths.None) | (hasFrozen ? Widths.Frozen : Widths.None);
        var length = MarksLength
            + (OrdinalsCount * (areOrdinalsWide ? sizeof(long) : sizeof(int)))
            + ((AmountsCount + (hasFrozen ? FrozenCount : 0)) * (areAmountsWide ? 16 : sizeof(long)));
        var fields = new CanonicalFields(buffer.Reserve(length));
        fields.Add(MarksOf(posting));
        fields.Add((byte)widths);
        fields.Add(posting.Ordinal, areOrdinalsWide);
        fields.Add(posting.DebitAccount, areOrdinalsWide);
        fields.Add(posting.CreditAccount, areOrdinalsWide);
        fields.Add(posting.DebitPrevious, areOrdinalsWide);
        fields.Add(posting.CreditPrevious, areOrdinalsWide);
        fields.Add(posting.Amount, areAmountsWide);
        fields.Add(posting.DebitAvailable, areAmountsWide);
        fields.Add(posting.CreditAvailable, areAmountsWide);
        if (hasFrozen)
        {
            fields.Add(posting.DebitFrozen, areAmountsWide);
            fields.Add(posting.CreditFrozen, areAmountsWide);
        }
    }

    private static void Write(CanonicalBuffer buffer, Int128 value, bool isWide)
    {
        if (isWide)
        {
            buffer.Add(value);
        }
        else
        {
            buffer.Add(unchecked((long)value));
        }
    }

    private static bool IsShort(long value) => unchecked((int)value) == value;
}
