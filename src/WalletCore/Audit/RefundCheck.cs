using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Refunds: every refund has an original before it and a row that counts it; every row is what its refunds add up to, in all and by the
/// original's postings, and is not more than the original.
/// </summary>
internal sealed class RefundCheck(AuditedBooks books) : JournalCheck
{
    private readonly List<(long Original, long Sequence)> _refunds = [];
    private readonly RefundSum _sum = new(books);

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        if (header.Original == 0)
        {
            return;
        }

        if (header.Original < 0 || header.Original >= header.Sequence)
        {
            books.Findings.Add(VerificationCode.OriginalUnknown, header.Sequence, $"It gives back transaction {header.Original}, which is not before it.");
            return;
        }

        _refunds.Add((header.Original, header.Sequence));
    }

    public override async ValueTask AfterPageAsync(CancellationToken cancellationToken)
    {
        foreach (var (original, sequence) in _refunds)
        {
            var findings = books.Findings.Count;
            var row = await books.TryAsync("refund row", () => books.Reader.FindRefundAsync(original, cancellationToken), sequence).ConfigureAwait(false);
            if (row is null && books.Findings.Count == findings)
            {
                books.Findings.Add(VerificationCode.RefundWrong, sequence, $"What it gave back of transaction {original} is not counted.");
            }
        }

        _refunds.Clear();
    }

    public override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        // Row by row in pages of their own: a row's refunds are read while the list of rows is not.
        var after = 0L;
        while (!books.Findings.IsFull)
        {
            var page = await books.TryAsync(
                "refund rows", () => books.Reader.ListRefundRowsAsync(after, AuditedBooks.PageLength, cancellationToken)).ConfigureAwait(false);
            foreach (var row in page ?? [])
            {
                await _sum.CompareAsync(row, cancellationToken).ConfigureAwait(false);
            }

            if (page is null || page.Count < AuditedBooks.PageLength)
            {
                return;
            }

            after = page[^1].Original;
        }
    }
}
