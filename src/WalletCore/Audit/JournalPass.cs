using WalletCore.Storage;

namespace WalletCore;

/// <summary>Reads the journal once, page by page, and shows it to the checks. Finds its way around what cannot be read.</summary>
internal sealed class JournalPass(AuditedBooks books, IReadOnlyList<JournalCheck> checks, IProgress<VerificationProgress>? progress)
{
    private const int PageLength = 512;

    private PostingRow[] _scratch = [];
    private long _next = 1;

    public long TransactionCount { get; private set; }

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var isMore = true;
        while (isMore && !books.Findings.IsFull)
        {
            isMore = await ReadPageAsync(cancellationToken).ConfigureAwait(false);
            foreach (var check in checks)
            {
                await check.AfterPageAsync(cancellationToken).ConfigureAwait(false);
            }

            if (isMore)
            {
                progress?.Report(new VerificationProgress(Math.Min(_next - 1, books.Head.Sequence), books.Head.Sequence));
            }
        }

        // What lacks at the end of the journal lacks as well as what lacks in its middle.
        SkipTo(books.Head.Sequence + 1);
        foreach (var check in checks)
        {
            if (!books.Findings.IsFull)
            {
                await check.EndAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        progress?.Report(new VerificationProgress(books.Head.Sequence, books.Head.Sequence));
    }

    private async ValueTask<bool> ReadPageAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<TransactionFacts> page;
        try
        {
            page = await books.Reader.ReadTransactionsAsync(_next - 1, PageLength, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException exception) when (exception.IsInconsistent)
        {
            await ReadOneByOneAsync(cancellationToken).ConfigureAwait(false);
            return _next <= books.Head.Sequence;
        }

        foreach (var facts in page)
        {
            Visit(facts);
        }

        return page.Count == PageLength;
    }

    private async ValueTask ReadOneByOneAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < PageLength && _next <= books.Head.Sequence && !books.Findings.IsFull; i++)
        {
            var sequence = _next;
            try
            {
                if (await books.Reader.FindTransactionAsync(sequence, cancellationToken).ConfigureAwait(false) is { } facts)
                {
                    Visit(facts);
                }
                else
                {
                    SkipTo(sequence + 1);
                }
            }
            catch (WalletStoreException exception) when (exception.IsInconsistent)
            {
                books.Findings.Add(VerificationCode.TransactionUnreadable, sequence, exception.Message);
                Skip(sequence);
            }
        }
    }

    private void Visit(TransactionFacts facts)
    {
        var header = facts.Header;
        SkipTo(header.Sequence);
        TransactionCount++;
        _next = header.Sequence + 1;
        var postings = AsSpan(facts.Postings);
        foreach (var check in checks)
        {
            check.Visit(header, postings);
        }
    }

    private void SkipTo(long sequence)
    {
        if (_next < sequence)
        {
            var what = _next == sequence - 1 ? "It is missing." : $"It and all up to {sequence - 1} are missing.";
            books.Findings.Add(VerificationCode.SequenceGap, _next, what);
            Skip(_next);
            _next = sequence;
        }
    }

    private void Skip(long sequence)
    {
        _next = sequence + 1;
        foreach (var check in checks)
        {
            check.Skip(sequence);
        }
    }

    private ReadOnlySpan<PostingRow> AsSpan(IReadOnlyList<PostingRow> postings)
    {
        if (postings is PostingRow[] array)
        {
            return array;
        }

        if (_scratch.Length < postings.Count)
        {
            _scratch = new PostingRow[Math.Max(postings.Count, _scratch.Length * 2)];
        }

        for (var i = 0; i < postings.Count; i++)
        {
            _scratch[i] = postings[i];
        }

        return _scratch.AsSpan(0, postings.Count);
    }
}
