using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The hash chain: commits cover the journal without gap, and every link is that of the link before, as stored, and of the commit's
/// transactions. So a changed transaction is found at its commit, and a changed link at its own and at the next.
/// </summary>
internal sealed class ChainCheck(AuditedBooks books) : JournalCheck
{
    private readonly LinkProof _link = new();
    private readonly Queue<CommitRow> _commits = new();
    private readonly List<(TransactionRow Header, PostingRow[] Postings)> _page = [];
    private readonly List<long> _skipped = [];
    private CommitRow? _current;
    private ChainHash _previous;
    private long _lastRead;
    private long _covered;
    private long _lastSeen;
    private bool _isBegun;
    private bool _hasHole;
    private bool _isAtEnd;
    private int _rulesHashed;

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        _page.Add((header, postings.ToArray()));
        _lastSeen = header.Sequence;
    }

    public override void Skip(long sequence) => _skipped.Add(sequence);

    public override async ValueTask AfterPageAsync(CancellationToken cancellationToken)
    {
        foreach (var (header, postings) in _page)
        {
            if (await FindCommitAsync(header.Sequence, cancellationToken).ConfigureAwait(false))
            {
                Add(header, postings);
            }
        }

        _page.Clear();
    }

    public override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        Finish();
        while (await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            Wrong(VerificationCode.CommitWrong, _current!.Value.FirstSequence, "covers transactions that are not there");
            Finish();
        }

        // Where commits tell where the ledger stands, the head falls back with the last of them, and the journal goes on beyond it.
        if (_covered < Math.Max(books.Head.Sequence, _lastSeen))
        {
            books.Findings.Add(VerificationCode.CommitWrong, _covered + 1, "No commit covers it.");
        }

        if (_previous != books.Head.Hash || _lastRead != books.Head.Commits)
        {
            books.Findings.Add(VerificationCode.HeadWrong, null, "The head's link is not that of the last commit.");
        }
    }

    /// <summary>Moves on to the commit that covers that transaction. False when none does.</summary>
    private async ValueTask<bool> FindCommitAsync(long sequence, CancellationToken cancellationToken)
    {
        while (_current is not { } current || sequence > current.LastSequence)
        {
            Finish();
            if (!await NextAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return sequence >= _current.Value.FirstSequence;
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (_commits.Count == 0 && !_isAtEnd)
        {
            var page = await books.TryAsync(
                "commits", () => books.Reader.ReadCommitsAsync(_lastRead, AuditedBooks.PageLength, cancellationToken)).ConfigureAwait(false) ?? [];
            _isAtEnd = page.Count < AuditedBooks.PageLength;
            foreach (var commit in page)
            {
                _commits.Enqueue(commit);
            }
        }

        if (!_commits.TryDequeue(out var next))
        {
            return false;
        }

        Begin(next);
        return true;
    }

    private void Begin(in CommitRow commit)
    {
        if (commit.Number != _lastRead + 1 || commit.FirstSequence != _covered + 1 || commit.LastSequence < commit.FirstSequence)
        {
            books.Findings.Add(
                VerificationCode.CommitWrong,
                _covered + 1,
                $"Commit {commit.Number} covers {commit.FirstSequence} to {commit.LastSequence}; commit {_lastRead + 1} from {_covered + 1} on was expected.");
        }

        _current = commit;
        _lastRead = commit.Number;
        _covered = Math.Max(_covered, commit.LastSequence);
        _hasHole = _skipped.Exists(sequence => sequence >= _current.Value.FirstSequence && sequence <= _current.Value.LastSequence);
        _link.Begin(_previous, commit.Number);
        _isBegun = true;
    }

    private void Add(in TransactionRow header, PostingRow[] postings)
    {
        while (_rulesHashed < books.Rules.Count && _rulesHashed < header.Rule)
        {
            _link.Add(books.Rules[_rulesHashed++]);
        }

        _link.Add(header, postings);
        if (header.RecordedAt != _current!.Value.RecordedAt)
        {
            books.Findings.Add(VerificationCode.CommitWrong, header.Sequence, $"Commit {_current.Value.Number} bears another time.");
        }
    }

    /// <summary>Compares the link of the commit that was gone through.</summary>
    private void Finish()
    {
        if (_current is not { } commit || !_isBegun)
        {
            return;
        }

        _isBegun = false;
        _hasHole |= _skipped.Exists(sequence => sequence >= commit.FirstSequence && sequence <= commit.LastSequence);
        if (_hasHole || !_link.Proves(commit.Hash))
        {
            Wrong(
                VerificationCode.ChainLinkWrong,
                _hasHole ? _skipped.Find(sequence => sequence >= commit.FirstSequence) : commit.FirstSequence,
                "does not have the link of its transactions and the link before");
        }

        _skipped.RemoveAll(sequence => sequence <= commit.LastSequence);
        _previous = commit.Hash;
    }

    private void Wrong(string code, long sequence, string what)
    {
        var commit = _current!.Value;
        books.Findings.Add(code, sequence, $"Commit {commit.Number} ({commit.FirstSequence} to {commit.LastSequence}) {what}.");
    }
}
