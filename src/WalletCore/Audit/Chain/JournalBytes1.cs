using WalletCore.Storage;

namespace WalletCore;

/// <summary>The first version: every field at its full width, whether it says anything or not.</summary>
internal sealed class JournalBytes1 : JournalBytes
{
    private const int TransactionStartLength = 1 + 8 + 8 + 4 + 4 + 16;
    private const int PostingLength = (3 * 8) + 1 + (5 * 16) + (2 * 8);

    public override byte Version => 1;

    public override void Write(CanonicalBuffer buffer, in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
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
        buffer.Add((byte)(header.Notes is null ? 0 : 1));
        if (header.Notes is { } notes)
        {
            Write(buffer, notes);
        }

        foreach (ref readonly var posting in postings)
        {
            Write(buffer, posting);
        }
    }

    private static void Write(CanonicalBuffer buffer, in PostingRow posting)
    {
        var fields = new CanonicalFields(buffer.Reserve(PostingLength));
        fields.Add(posting.Ordinal);
        fields.Add(posting.DebitAccount);
        fields.Add(posting.CreditAccount);
        fields.Add(MarksOf(posting));
        fields.Add(posting.Amount);
        fields.Add(posting.DebitAvailable);
        fields.Add(posting.DebitFrozen);
        fields.Add(posting.CreditAvailable);
        fields.Add(posting.CreditFrozen);
        fields.Add(posting.DebitPrevious);
        fields.Add(posting.CreditPrevious);
    }
}
