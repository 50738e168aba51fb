using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Reading;

/// <summary>The journal: transactions, the answers of keys, and the entries of an account.</summary>
internal abstract partial class PostgreSqlReader
{
    public ValueTask<IReadOnlyList<TransactionFacts>> ReadTransactionsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadJournalAsync(
            (trip, headers, postings) =>
            {
                Tables.Transactions.Page(trip, Ledger, after, limit, headers.Add);
                Tables.Postings.OfPage(trip, Ledger, after, limit, postings.Add);
            },
            cancellationToken);

    public async ValueTask<TransactionFacts?> FindTransactionAsync(long sequence, CancellationToken cancellationToken)
    {
        var found = await ReadJournalAsync(
            (trip, headers, postings) =>
            {
                Tables.Transactions.Find(trip, Ledger, [sequence], headers.Add);
                Tables.Postings.OfTransactions(trip, Ledger, [sequence], postings.Add);
            },
            cancellationToken).ConfigureAwait(false);
        return found is [var facts] ? facts : null;
    }

    public async ValueTask<IReadOnlyList<TransactionFacts>> FindTransactionsAsync(
        IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        if (sequences.Count == 0)
        {
            return [];
        }

        long[] wanted = [.. sequences.Distinct()];
        var found = await ReadJournalAsync(
            (trip, headers, postings) =>
            {
                Tables.Transactions.Find(trip, Ledger, wanted, headers.Add);
                Tables.Postings.OfTransactions(trip, Ledger, wanted, postings.Add);
            },
            cancellationToken).ConfigureAwait(false);
        return [.. found.OrderBy(static facts => facts.Header.Sequence)];
    }

    public async ValueTask<IReadOnlyList<TransactionFacts>> FindByReferenceAsync(
        string reference, long before, int limit, CancellationToken cancellationToken)
    {
        if (!Searchable.Is(reference))
        {
            return [];
        }

        return await ReadJournalAsync(
            (trip, headers, postings) =>
            {
                Tables.Transactions.ByReference(trip, Ledger, reference, before, limit, headers.Add);
                Tables.Postings.OfReference(trip, Ledger, reference, before, limit, postings.Add);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<TransactionFacts>> ListRefundsAsync(
        long original, long after, int limit, CancellationToken cancellationToken) =>
        ReadJournalAsync(
            (trip, headers, postings) =>
            {
                Tables.Transactions.ByOriginal(trip, Ledger, original, after, limit, headers.Add);
                Tables.Postings.OfOriginal(trip, Ledger, original, after, limit, postings.Add);
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<EntryFacts>> ReadEntriesAsync(long account, long first, int count, CancellationToken cancellationToken)
    {
        // The last number is counted from what was asked for, also where that begins before the first entry or runs past all numbers.
        var last = count - 1 > long.MaxValue - first ? long.MaxValue : first + count - 1;
        return await ListAsync<EntryFacts>(
            (trip, found) => Tables.Entries.Read(trip, Ledger, account, Math.Max(first, 1), last, found), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<KeyAnswer?> FindKeyAsync(string key, CancellationToken cancellationToken) =>
        await FindKeysAsync([key], cancellationToken).ConfigureAwait(false) is [var answer] ? answer : null;

    public async ValueTask<IReadOnlyList<KeyAnswer>> FindKeysAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var wanted = Searchable.Of(keys);
        if (wanted.Length == 0)
        {
            return [];
        }

        var answers = new KeyAnswers(wanted);
        var hashes = database.KeyHashes(Ledger).Of(wanted);
        await AskAsync(trip => Tables.Keys.Find(trip, Ledger, hashes, answers), cancellationToken).ConfigureAwait(false);
        return [.. answers.Newest()];
    }

    private async ValueTask<IReadOnlyList<TransactionFacts>> ReadJournalAsync(
        Action<RoundTrip, List<TransactionRow>, List<PostingRow>> ask, CancellationToken cancellationToken)
    {
        var (headers, postings) = (new List<TransactionRow>(), new List<PostingRow>());
        await AskAsync(trip => ask(trip, headers, postings), cancellationToken).ConfigureAwait(false);
        return Journal.Facts(headers, postings);
    }
}
