namespace WalletCore.PostgreSql.Tables;

/// <summary>Gathers what some keys answered, and keeps the newest answer of each.</summary>
internal sealed class KeyAnswers(IEnumerable<string> keys)
{
    private readonly HashSet<string> _keys = new(keys, StringComparer.Ordinal);
    private readonly Dictionary<string, (TransactionRow Header, List<PostingRow> Postings)> _transactions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Sequence, AnswerRow Row)> _answers = new(StringComparer.Ordinal);

    public void Add(in TransactionRow header, PostingRow? posting)
    {
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

    /// <param name="sequence">Where the journal stood when the refusal was kept.</param>
    /// <param name="answer">The refusal.</param>
    public void Add(long sequence, AnswerRow answer)
    {
        if (_keys.Contains(answer.Key) && (!_answers.TryGetValue(answer.Key, out var known) || known.Row.Ordinal < answer.Ordinal))
        {
            _answers[answer.Key] = (sequence, answer);
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

        foreach (var (key, (sequence, answer)) in _answers)
        {
            if (!_transactions.TryGetValue(key, out var transaction) || transaction.Header.Sequence <= sequence)
            {
                yield return new KeyAnswer(key, null, answer);
            }
        }
    }
}
