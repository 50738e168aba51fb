using WalletCore.Storage;

namespace WalletCore;

/// <summary>Asks for what the keys of a page answered, all together; one by one where some of it cannot be read, so that the finding says which.</summary>
internal sealed class KeyLookup(AuditedBooks books)
{
    /// <summary>Shows each row with what its key answered, or with null where the key is unknown. What cannot be read is a finding, and is not shown.</summary>
    public async ValueTask ForEachAsync<T>(
        IReadOnlyCollection<T> rows, Func<T, string> key, Func<T, long?> sequence, Action<T, KeyAnswer?> show, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (await FindTogetherAsync([.. rows.Select(key)], cancellationToken).ConfigureAwait(false) is { } answers)
        {
            foreach (var row in rows)
            {
                show(row, answers.GetValueOrDefault(key(row)));
            }

            return;
        }

        foreach (var row in rows)
        {
            var findings = books.Findings.Count;
            var answer = await books.TryAsync("key", () => books.Reader.FindKeyAsync(key(row), cancellationToken), sequence(row)).ConfigureAwait(false);
            if (books.Findings.Count == findings)
            {
                show(row, answer);
            }
        }
    }

    private async ValueTask<Dictionary<string, KeyAnswer>?> FindTogetherAsync(string[] keys, CancellationToken cancellationToken)
    {
        try
        {
            var answers = new Dictionary<string, KeyAnswer>(StringComparer.Ordinal);
            foreach (var answer in await books.Reader.FindKeysAsync(keys, cancellationToken).ConfigureAwait(false))
            {
                answers[answer.Key] = answer;
            }

            return answers;
        }
        catch (WalletStoreException exception) when (exception.IsInconsistent)
        {
            return null;
        }
    }
}
