using System.Security.Cryptography;
using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>
/// What a store may only add to, as it was when it was first read: transactions with their postings, commits, kept refusals, and what keys
/// answered. It must read the same for ever. Not thread safe.
/// </summary>
internal sealed class JournalMemory : IDisposable
{
    private readonly IncrementalHash _transactions = NewHash();
    private readonly IncrementalHash _commits = NewHash();
    private readonly IncrementalHash _answers = NewHash();
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private LedgerHead _head;
    private CommitRow _commit;

    /// <summary>Reads what was added since, up to the head; what does not fit what is there, or null.</summary>
    public async Task<string?> ReadOnAsync(IWalletReader reader, LedgerHead head, List<AnswerRow> added)
    {
        var transactions = await StoreFacts.ListAsync(after => reader.ReadTransactionsAsync(after, StoreFacts.PageLength, default), row => row.Header.Sequence, _head.Sequence);
        var commits = await StoreFacts.ListAsync(after => reader.ReadCommitsAsync(after, StoreFacts.PageLength, default), row => row.Number, _head.Commits);
        var answers = await StoreFacts.ListAsync(after => reader.ListAnswersAsync(after, StoreFacts.PageLength, default), row => row.Ordinal, _head.Answers);
        foreach (var commit in commits)
        {
            if (commit.Number != _commit.Number + 1 || commit.FirstSequence != _commit.LastSequence + 1)
            {
                return $"commit {commit.Number}, from transaction {commit.FirstSequence}, follows commit {_commit.Number}, up to {_commit.LastSequence}";
            }

            _commit = commit;
        }

        AppendAll(_transactions, transactions);
        AppendAll(_commits, commits);
        AppendAll(_answers, answers);
        added.AddRange(answers);
        var last = new LedgerHead(
            _head.Sequence + transactions.Count, _head.Postings + transactions.Sum(row => row.Postings.Count), _commit.Number, head.Wallets,
            head.Accounts, head.Rules, _head.Answers + answers.Count, head.RecordedAt, _commit.Hash);
        var fits = last == head && _commit.LastSequence == head.Sequence && head.RecordedAt >= _head.RecordedAt;
        var before = _head;
        _head = head;
        return fits ? null : $"the head is {head}, the rows come to {last} after {before}";
    }

    /// <summary>
    /// Looks keys up; says which answers otherwise than when it was last looked up. A key that answered nothing may have come to answer something.
    /// </summary>
    public async Task<string?> LookUpAsync(IWalletReader reader, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            var answer = await reader.FindKeyAsync(key, default);
            if (_keys.TryGetValue(key, out var known))
            {
                if (Conformance.FactText.Of(answer) != known)
                {
                    return $"key {key} answers {Conformance.FactText.Of(answer)}; it answered {known}";
                }
            }
            else if (answer is not null)
            {
                _keys.Add(key, Conformance.FactText.Of(answer));
                _known.Add(key);
            }
        }

        return null;
    }

    /// <summary>Looks some of the keys up again that answered something.</summary>
    public Task<string?> LookUpSomeAsync(IWalletReader reader, SeededRandom random, int count) =>
        LookUpAsync(reader, _known.Count == 0 ? [] : Enumerable.Range(0, count).Select(_ => _known[random.Below(_known.Count)]).ToArray());

    /// <summary>Reads everything again from the beginning; says what reads otherwise than it did.</summary>
    public async Task<string?> ReadAgainAsync(IWalletReader reader)
    {
        var transactions = await StoreFacts.ListAsync(after => reader.ReadTransactionsAsync(after, StoreFacts.PageLength, default), row => row.Header.Sequence);
        var commits = await StoreFacts.ListAsync(after => reader.ReadCommitsAsync(after, StoreFacts.PageLength, default), row => row.Number);
        var answers = await StoreFacts.ListAsync(after => reader.ListAnswersAsync(after, StoreFacts.PageLength, default), row => row.Ordinal);
        return !AreSame(_transactions, transactions) ? "a transaction that was read before reads otherwise now"
            : !AreSame(_commits, commits) ? "a commit that was read before reads otherwise now"
            : !AreSame(_answers, answers) ? "a kept refusal that was read before reads otherwise now"
            : await LookUpAsync(reader, _known);
    }

    public void Dispose()
    {
        _transactions.Dispose();
        _commits.Dispose();
        _answers.Dispose();
    }

    private static bool AreSame<T>(IncrementalHash before, IReadOnlyList<T> now)
        where T : notnull
    {
        using var hash = NewHash();
        AppendAll(hash, now);
        return before.GetCurrentHash().AsSpan().SequenceEqual(hash.GetCurrentHash());
    }

    private static void AppendAll<T>(IncrementalHash hash, IReadOnlyList<T> rows)
        where T : notnull
    {
        foreach (var row in rows)
        {
            StoreFacts.Append(hash, row);
        }
    }

    private static IncrementalHash NewHash() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
}
