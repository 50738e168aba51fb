namespace WalletCore.PostgreSql.Tables;

/// <summary>Gathers what some keys answered, and keeps the newest answer of each.</summary>
/// <param name="keys">The keys.</param>
/// <param name="hashes">Learns of every hash that is found; null where nobody wants to know.</param>
internal sealed class KeyAnswers(IEnumerable<string> keys, KeyHashes? hashes = null)
{
    private readonly HashSet<string> _keys = new(keys, StringComparer.Ordinal);
    private readonly Dictionary<string, (TransactionRow Header, List<PostingRow> Postings)> _transactions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AnswerRow> _answers = new(StringComparer.Ordinal);

    /// <param name="hash">The hash under which the row was found. What it is made of depends on the row's age.</param>
    /// <param name="header">The row.</param>
    /// <param name="posting">One of its postings.</param>
    public void Add(long hash, in TransactionRow header, PostingRow? posting)
    {
        hashes?.Take(hash);
        if (header.Key is not { } key || !_keys.Contains(key))
        {
            return;
        }

        if (!_transactions.TryGetValue(key, out var known) || known.Header.Sequence < header.Sequence)
        {
            _transactions[key] = known = (header, []);
        }

        if (posting is { } row && known.Header.Sequence == header.Sequence)
        {
            known.Postings.Add(row);
        }
    }

    public void Add(AnswerRow answer)
    {
        if (_keys.Contains(answer.Key) && (!_answers.TryGetValue(answer.Key, out var known) || known.Ordinal < answer.Ordinal))
        {
            _answers[answer.Key] = answer;
        }
    }

    /// <summary>The newest answer of each key that has one.</summary>
    public IEnumerable<KeyAnswer> Newest()
    {
        foreach (var (key, (header, postings)) in _transactions)
        {
            if (!_answers.TryGetValue(key, out var answer) || header.Sequence > answer.Sequence)
            {
                yield return new KeyAnswer(key, Journal.Facts(header, postings), null);
            }
        }

        foreach (var (key, answer) in _answers)
        {
            if (!_transactions.TryGetValue(key, out var transaction) || transaction.Header.Sequence <= answer.Sequence)
            {
                yield return new KeyAnswer(key, null, answer);
            }
        }
    }
}
