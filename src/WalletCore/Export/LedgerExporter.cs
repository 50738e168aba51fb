using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Writes one snapshot as a file. What it writes is the same whatever store it comes from, and it writes nothing that the journal does not bear
/// out: it goes through the history as an import will, and stops where the books are not what they should be.
/// </summary>
internal sealed class LedgerExporter(LedgerRow ledger, LedgerHead head, ExportedRows rows, FrameWriter frames, IProgress<ExportProgress>? progress)
{
    private readonly LedgerReplay _replay = new();
    private readonly JournalRows _journal = new();
    private readonly RecordWriter _records = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<TransactionFacts> _commit = [];
    private IReadOnlyList<RuleRow> _rules = [];
    private ExportTotals _totals;
    private long _chunkFrom;

    public async ValueTask<ExportTotals> RunAsync(CancellationToken cancellationToken)
    {
        await frames.WriteMagicAsync(cancellationToken).ConfigureAwait(false);
        new ExportHeader(ledger, head).Write(_records);
        await WriteFrameAsync(FrameKind.Header, cancellationToken).ConfigureAwait(false);
        _rules = await rows.ReadRulesAsync().ConfigureAwait(false);
        progress?.Report(new ExportProgress(0, head.Sequence));
        while (await WriteNextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsFull)
            {
                await CloseChunkAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await WriteRestAsync(cancellationToken).ConfigureAwait(false);
        await CheckEndAsync().ConfigureAwait(false);
        await WriteUsagesAsync(cancellationToken).ConfigureAwait(false);
        await CloseChunkAsync(cancellationToken).ConfigureAwait(false);
        _totals.Write(_records);
        await WriteFrameAsync(FrameKind.Trailer, cancellationToken).ConfigureAwait(false);
        return _totals;
    }

    private bool IsFull => _records.Length >= ExportFormat.ChunkLength;

    /// <summary>Writes the next commit, or the next kept refusal, whichever came first. False at the end.</summary>
    private async ValueTask<bool> WriteNextAsync(CancellationToken cancellationToken)
    {
        var hasCommit = await rows.Commits.HasNextAsync().ConfigureAwait(false);
        var hasAnswer = await rows.Answers.HasNextAsync().ConfigureAwait(false);
        if (hasCommit && (!hasAnswer || rows.Commits.Next.FirstSequence <= rows.Answers.Next.Sequence))
        {
            await WriteCommitAsync(rows.Commits.Take(), cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (hasAnswer)
        {
            await WriteAnswerAsync(rows.Answers.Take(), cancellationToken).ConfigureAwait(false);
        }

        return hasAnswer;
    }

    private async ValueTask WriteAnswerAsync(AnswerRow answer, CancellationToken cancellationToken)
    {
        if (!_keys.Add(answer.Key))
        {
            // A chunk becomes one change set, in which no key occurs twice: whose turn came later would be lost.
            await CloseChunkAsync(cancellationToken).ConfigureAwait(false);
            _keys.Add(answer.Key);
        }

        _replay.Add(answer);
        StateRows.Write(_records, answer);
    }

    private async ValueTask WriteCommitAsync(CommitRow commit, CancellationToken cancellationToken)
    {
        await ReadCommitAsync(commit).ConfigureAwait(false);
        if (_replay.Head.Sequence - _chunkFrom + _commit.Count > ExportFormat.ChunkTransactionsMax || _commit.Exists(facts => facts.Header.Key is { } key && _keys.Contains(key)))
        {
            await CloseChunkAsync(cancellationToken).ConfigureAwait(false);
        }

        var (rule, account, wallet) = (0, 0L, 0L);
        foreach (var facts in _commit)
        {
            rule = Math.Max(rule, facts.Header.Rule);
            wallet = Math.Max(wallet, facts.Header.Wallet);
            foreach (var posting in facts.Postings)
            {
                account = Math.Max(account, Math.Max(posting.DebitAccount, posting.CreditAccount));
            }

            if (facts.Header.Key is { } key)
            {
                _keys.Add(key);
            }
        }

        WriteRules(rule);
        await WriteAccountsAsync(account, wallet).ConfigureAwait(false);
        WriteTransactions(commit);
        await WriteStateOfAsync(commit.LastSequence).ConfigureAwait(false);
    }

    private async ValueTask ReadCommitAsync(CommitRow commit)
    {
        _commit.Clear();
        for (var sequence = commit.FirstSequence; sequence <= commit.LastSequence; sequence++)
        {
            if (!await rows.Transactions.HasNextAsync().ConfigureAwait(false))
            {
                throw new InvalidDataException($"Transaction {sequence} is missing.");
            }

            _commit.Add(rows.Transactions.Take());
        }
    }

    private void WriteTransactions(in CommitRow commit)
    {
        JournalRows.Write(_records, commit);
        _replay.BeginCommit(commit.RecordedAt);
        foreach (var facts in _commit)
        {
            var derived = facts.Postings.ToArray();
            _replay.Add(facts.Header, derived);
            _journal.Write(_records, facts.Header);
            for (var i = 0; i < derived.Length; i++)
            {
                if (derived[i] != facts.Postings[i])
                {
                    throw new InvalidDataException($"Posting {facts.Postings[i].Ordinal} does not have the balances and links that the postings before it make.");
                }

                JournalRows.Write(_records, derived[i]);
            }
        }

        if (_replay.EndCommit(commit.Hash) != commit)
        {
            throw new InvalidDataException($"Commit {commit.Number} does not cover its transactions.");
        }
    }

    private void WriteRules(int through)
    {
        for (var i = _replay.Head.Rules; i < Math.Min(through, _rules.Count); i++)
        {
            _replay.Add(_rules[i]);
            StateRows.Write(_records, _rules[i]);
        }
    }

    /// <summary>Accounts up to one, wallets up to one, and every further account whose wallet is there: each stands before its first use.</summary>
    private async ValueTask WriteAccountsAsync(long account, long wallet)
    {
        await WriteWalletsAsync(wallet).ConfigureAwait(false);
        while (await rows.Accounts.HasNextAsync().ConfigureAwait(false)
            && (rows.Accounts.Next.Account.Ordinal <= account || rows.Accounts.Next.Account.Wallet <= _replay.Head.Wallets))
        {
            var row = rows.Accounts.Take().Account;
            await WriteWalletsAsync(row.Wallet).ConfigureAwait(false);
            _replay.Add(row);
            StateRows.Write(_records, row);
        }
    }

    private async ValueTask WriteWalletsAsync(long through)
    {
        while (_replay.Head.Wallets < through && await rows.Wallets.HasNextAsync().ConfigureAwait(false))
        {
            var row = rows.Wallets.Take().Wallet;
            _replay.Add(row);
            StateRows.Write(_records, row);
        }
    }

    /// <summary>The freeze records that the transactions up to one made, and what was given back of them, as they stand at the end.</summary>
    private async ValueTask WriteStateOfAsync(long sequence)
    {
        while (await rows.Freezes.HasNextAsync().ConfigureAwait(false) && rows.Freezes.Next.Ordinal <= sequence)
        {
            StateRows.Write(_records, rows.Freezes.Take());
            _totals = _totals with { Freezes = _totals.Freezes + 1 };
        }

        while (await rows.Refunds.HasNextAsync().ConfigureAwait(false) && rows.Refunds.Next.Original <= sequence)
        {
            StateRows.Write(_records, rows.Refunds.Take());
            _totals = _totals with { Refunds = _totals.Refunds + 1 };
        }
    }

    /// <summary>What no transaction used.</summary>
    private async ValueTask WriteRestAsync(CancellationToken cancellationToken)
    {
        WriteRules(_rules.Count);
        await WriteAccountsAsync(head.Accounts, head.Wallets).ConfigureAwait(false);
        await WriteStateOfAsync(long.MaxValue).ConfigureAwait(false);
        await CloseChunkAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteUsagesAsync(CancellationToken cancellationToken)
    {
        var windows = new List<UsageRow>();
        while (await rows.ReadUsagesAsync().ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                if (windows.Count > 0 && (windows[0].Account != row.Account || !string.Equals(windows[0].Limit, row.Limit, StringComparison.Ordinal)))
                {
                    await WriteWindowsAsync(windows, cancellationToken).ConfigureAwait(false);
                }

                windows.Add(row);
            }
        }

        await WriteWindowsAsync(windows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest window of a limit and the one before it, the newest first: a store may forget those that began before what it writes.</summary>
    private async ValueTask WriteWindowsAsync(List<UsageRow> windows, CancellationToken cancellationToken)
    {
        foreach (var row in windows.AsEnumerable().Reverse().Take(2))
        {
            StateRows.Write(_records, row);
            _totals = _totals with { Usages = _totals.Usages + 1 };
        }

        windows.Clear();
        if (IsFull)
        {
            await CloseChunkAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CheckEndAsync()
    {
        if (_replay.Head != head)
        {
            throw new InvalidDataException("The head is not where the journal ends.");
        }

        var accounts = rows.AccountsAgain();
        while (await accounts.HasNextAsync().ConfigureAwait(false))
        {
            var stored = accounts.Take().Balance;
            var derived = _replay.BalanceOf(stored.Account);
            if (stored.Available != derived.Available || stored.Frozen != derived.Frozen || stored.EntryCount != derived.EntryCount || stored.LastEntry != derived.LastEntry)
            {
                throw new InvalidDataException($"The balance of account {stored.Account} is not what its entries add up to.");
            }
        }
    }

    private async ValueTask CloseChunkAsync(CancellationToken cancellationToken)
    {
        _keys.Clear();
        _journal.BeginChunk();
        _replay.TakeChanges();
        _chunkFrom = _replay.Head.Sequence;
        if (_records.Length > 0)
        {
            _totals = _totals with { Chunks = _totals.Chunks + 1 };
            await WriteFrameAsync(FrameKind.Chunk, cancellationToken).ConfigureAwait(false);
            progress?.Report(new ExportProgress(_replay.Head.Sequence, head.Sequence));
        }
    }

    private async ValueTask WriteFrameAsync(FrameKind kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await frames.WriteAsync(kind, _records.Written, cancellationToken).ConfigureAwait(false);
        _records.Clear();
    }
}
