using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Idempotency keys: asked for its key, the store answers the transaction, or a later answer where the key was used again. Up to
/// <see cref="KeysMax"/> transactions every key is asked for; in a longer journal those of every second, third, … transaction.
/// </summary>
internal sealed class KeyCheck(AuditedBooks books) : JournalCheck
{
    /// <summary>How many transactions' keys are asked for at most.</summary>
    public const long KeysMax = 100_000;

    private readonly long _stride = Math.Max(1, (books.Head.Sequence + KeysMax - 1) / KeysMax);
    private readonly List<TransactionRow> _keyed = [];
    private readonly KeyLookup _lookup = new(books);

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        if (header.Key is not null && header.Sequence % _stride == 0)
        {
            _keyed.Add(header);
        }
    }

    public override async ValueTask AfterPageAsync(CancellationToken cancellationToken)
    {
        await _lookup.ForEachAsync(
            _keyed,
            static header => header.Key!,
            static header => header.Sequence,
            (header, answer) =>
            {
                if (!Answers(answer, header))
                {
                    books.Findings.Add(VerificationCode.KeyWrong, header.Sequence, "Its idempotency key does not lead to it.");
                }
            },
            cancellationToken).ConfigureAwait(false);
        _keyed.Clear();
    }

    private static bool Answers(KeyAnswer? answer, in TransactionRow header) => answer switch
    {
        { Transaction.Header: var found } => found.Sequence == header.Sequence || (found.Sequence > header.Sequence && found.Key == header.Key),
        { Refusal: { } refusal } => refusal.Key == header.Key && refusal.RecordedAt >= header.RecordedAt,
        _ => false,
    };
}
