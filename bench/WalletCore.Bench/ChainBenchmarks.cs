using BenchmarkDotNet.Attributes;
using WalletCore.Storage;

namespace WalletCore.Bench;

/// <summary>The canonical bytes of transactions and the link over them, by the number of transactions that share a commit.</summary>
public class ChainBenchmarks
{
    private const long Now = 1_800_000_000_000_000;

    private readonly HashChain _chain = new(JournalBytes.Newest);
    private readonly PostingRow[] _postings = [.. Enumerable.Range(1, 512).Select(Posting)];
    private readonly TransactionRow[] _transactions = [.. Enumerable.Range(1, 512).Select(Transaction)];

    [Params(1, 64, 512)]
    public int TransactionsPerCommit { get; set; }

    [Benchmark]
    public ChainHash Link()
    {
        _chain.Begin(default, 1);
        for (var i = 0; i < TransactionsPerCommit; i++)
        {
            _chain.Add(_transactions[i], _postings.AsSpan(i, 1));
        }

        return _chain.End();
    }

    private static TransactionRow Transaction(int sequence) => new()
    {
        Sequence = sequence,
        RecordedAt = Now,
        Rule = 1,
        FirstPosting = sequence,
        PostingCount = 1,
        AmountMinor = 123,
        Currency = "EUR",
        BusinessDay = 740_000,
        Key = $"order-{sequence}",
        Fingerprint = new CommandFingerprint(0x1234_5678_9ABC_DEF0, 0x12_34_56),
    };

    private static PostingRow Posting(int ordinal) => new()
    {
        Ordinal = ordinal,
        Sequence = ordinal,
        DebitAccount = ordinal,
        CreditAccount = ordinal + 1,
        Amount = 123,
        DebitAvailable = 100_000,
        DebitFrozen = 0,
        CreditAvailable = 100_000,
        CreditFrozen = 0,
        DebitPrevious = 1,
        CreditPrevious = 2,
    };
}
