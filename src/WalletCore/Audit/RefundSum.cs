using WalletCore.Storage;

namespace WalletCore;

/// <summary>Adds up the refunds of one original again and compares them with its refund row.</summary>
/// <remarks>
/// What was given back of each posting is compared by group: refund postings tell the role, whether the money came on top, and from which
/// account it comes back. Where a refund was partly paid by another account (a funding account), the account does not count.
/// </remarks>
internal sealed class RefundSum(AuditedBooks books)
{
    private readonly Dictionary<(PostingRole Role, bool OnTop, long Giver), Int128> _groups = [];

    public async ValueTask CompareAsync(RefundRow row, CancellationToken cancellationToken)
    {
        var original = await books.TryAsync(
            "original", () => books.Reader.FindTransactionAsync(row.Original, cancellationToken), row.Original).ConfigureAwait(false);
        if (original is null)
        {
            books.Findings.Add(VerificationCode.RefundWrong, row.Original, "There is a refund row, and no such transaction.");
            return;
        }

        var refunds = new List<TransactionFacts>();
        var isRead = await books.ForEachAsync(
            "refunds",
            (after, limit) => books.Reader.ListRefundsAsync(row.Original, after, limit, cancellationToken),
            static facts => facts.Header.Sequence,
            refunds.Add).ConfigureAwait(false);
        if (isRead)
        {
            Compare(row, original, refunds);
        }
    }

    private void Compare(RefundRow row, TransactionFacts original, List<TransactionFacts> refunds)
    {
        var refunded = Int128.Zero;
        foreach (var refund in refunds)
        {
            refunded = unchecked(refunded + refund.Header.AmountMinor);
        }

        if (row.Refunded > original.Header.AmountMinor || refunded > original.Header.AmountMinor)
        {
            books.Findings.Add(VerificationCode.RefundExceedsOriginal, refunds.Count > 0 ? refunds[^1].Header.Sequence : row.Original, $"More than all of transaction {row.Original} was given back.");
        }

        var isCancelled = refunds.Exists(IsCancel);
        if (row.Refunded != refunded || row.Count != refunds.Count || row.Cancelled != isCancelled)
        {
            Wrong(row, "is not what its refunds add up to");
        }
        else if (row.ByPosting.Count != original.Postings.Count || !AddsUp(row, original, refunds))
        {
            Wrong(row, "is by its postings not what its refunds gave back");
        }
    }

    private bool IsCancel(TransactionFacts refund) =>
        refund.Header.Rule >= 1 && refund.Header.Rule <= books.Rules.Count && books.Rules[refund.Header.Rule - 1].Name == Operations.Cancel;

    private bool AddsUp(RefundRow row, TransactionFacts original, List<TransactionFacts> refunds)
    {
        _groups.Clear();
        var givers = original.Postings.Select(posting => posting.CreditAccount).ToHashSet();
        var isByGiver = refunds.TrueForAll(refund => refund.Postings.All(posting => givers.Contains(posting.DebitAccount)));
        for (var i = 0; i < row.ByPosting.Count; i++)
        {
            var posting = original.Postings[i];
            if (row.ByPosting[i] < 0 || (posting.DebitAccount == posting.CreditAccount && row.ByPosting[i] != 0))
            {
                return false;
            }

            Add(posting, posting.CreditAccount, row.ByPosting[i]);
        }

        foreach (var posting in refunds.SelectMany(refund => refund.Postings))
        {
            Add(posting, posting.DebitAccount, unchecked(-posting.Amount));
        }

        return _groups.Values.All(sum => sum == 0);

        void Add(in PostingRow posting, long giver, Int128 amount)
        {
            var group = (posting.Role, posting.OnTop, isByGiver ? giver : 0);
            _groups[group] = unchecked(_groups.GetValueOrDefault(group) + amount);
        }
    }

    private void Wrong(RefundRow row, string what) =>
        books.Findings.Add(VerificationCode.RefundWrong, row.Original, $"What was given back of it {what}.");
}
