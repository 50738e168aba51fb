using WalletCore.Storage;

namespace WalletCore;

/// <summary>The rows of one chunk, read and derived, to become one change set.</summary>
internal sealed class ImportChunk(LedgerReplay replay, JournalRows journal)
{
    private readonly List<RuleRow> _rules = [];
    private readonly List<WalletRow> _wallets = [];
    private readonly List<AccountRow> _accounts = [];
    private readonly List<CommitRow> _commits = [];
    private readonly List<TransactionRow> _transactions = [];
    private readonly List<PostingRow> _postings = [];
    private readonly List<AnswerRow> _answers = [];
    private readonly List<FreezeRow> _freezes = [];
    private readonly List<RefundRow> _refunds = [];
    private readonly List<UsageRow> _usages = [];
    private PostingRow[] _buffer = new PostingRow[16];

    /// <summary>How many freeze records, refund rows and usages were read so far, in all chunks.</summary>
    public ExportTotals Totals { get; private set; }

    /// <exception cref="InvalidDataException">The rows contradict each other, or are none.</exception>
    public ChangeSet Read(ReadOnlyMemory<byte> payload)
    {
        Clear();
        journal.BeginChunk();
        var before = replay.Head;
        var from = new RecordReader(payload);
        while (!from.IsAtEnd)
        {
            ReadRecord(from);
        }

        Totals = new ExportTotals(
            Totals.Chunks + 1, Totals.Freezes + _freezes.Count, Totals.Refunds + _refunds.Count, Totals.Usages + _usages.Count);
        var (balances, waypoints) = replay.TakeChanges();
        return new ChangeSet
        {
            Before = before,
            After = replay.Head,
            Commit = _commits.Count == 0 ? null : _commits[^1],
            EarlierCommits = _commits.Count < 2 ? default : _commits.GetRange(0, _commits.Count - 1).ToArray(),
            Rules = _rules.ToArray(),
            Transactions = _transactions.ToArray(),
            Postings = _postings.ToArray(),
            Waypoints = waypoints,
            Answers = _answers.ToArray(),
            Wallets = _wallets.ToArray(),
            Accounts = _accounts.ToArray(),
            Balances = balances,
            Freezes = _freezes.ToArray(),
            Refunds = _refunds.ToArray(),
            Usages = _usages.ToArray(),
        };
    }

    private void ReadRecord(RecordReader from)
    {
        switch ((RecordKind)from.Byte())
        {
            case RecordKind.Commit:
                ReadCommit(from);
                break;
            case RecordKind.Rule:
                _rules.Add(StateRows.ReadRule(from, replay.Head.Rules + 1));
                replay.Add(_rules[^1]);
                break;
            case RecordKind.Wallet:
                _wallets.Add(StateRows.ReadWallet(from, replay.Head.Wallets + 1));
                replay.Add(_wallets[^1]);
                break;
            case RecordKind.Account:
                _accounts.Add(StateRows.ReadAccount(from, replay.Head.Accounts + 1));
                replay.Add(_accounts[^1]);
                break;
            case RecordKind.Answer:
                _answers.Add(StateRows.ReadAnswer(from, replay.Head.Answers + 1));
                replay.Add(_answers[^1]);
                break;
            case RecordKind.Freeze:
                _freezes.Add(StateRows.ReadFreeze(from));
                break;
            case RecordKind.Refund:
                _refunds.Add(StateRows.ReadRefund(from));
                break;
            case RecordKind.Usage:
                _usages.Add(StateRows.ReadUsage(from));
                break;
            case var kind:
                throw new InvalidDataException($"There are no records of kind {(byte)kind}.");
        }
    }

    private void ReadCommit(RecordReader from)
    {
        var (count, recordedAt, hash) = JournalRows.ReadCommit(from);
        replay.BeginCommit(recordedAt);
        for (var i = 0; i < count; i++)
        {
            var head = replay.Head;
            var header = journal.Read(from, head.Sequence + 1, recordedAt, head.Postings + 1);
            if (_buffer.Length < header.PostingCount)
            {
                _buffer = new PostingRow[header.PostingCount];
            }

            var postings = _buffer.AsSpan(0, header.PostingCount);
            for (var j = 0; j < postings.Length; j++)
            {
                postings[j] = JournalRows.ReadPosting(from, head.Postings + 1 + j, header.Sequence);
            }

            replay.Add(header, postings);
            _transactions.Add(header);
            _postings.AddRange(postings);
        }

        _commits.Add(replay.EndCommit(hash));
    }

    private void Clear()
    {
        _rules.Clear();
        _wallets.Clear();
        _accounts.Clear();
        _commits.Clear();
        _transactions.Clear();
        _postings.Clear();
        _answers.Clear();
        _freezes.Clear();
        _refunds.Clear();
        _usages.Clear();
    }
}
