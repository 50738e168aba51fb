using Npgsql;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;

namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>Opens a ledger anew and holds it to what was answered.</summary>
internal static class Inspection
{
    private const int KeysAtOnce = 5_000;

    /// <returns>How many transactions the journal has.</returns>
    public static async Task<long> RunAsync(string connectionString, int number, IReadOnlyCollection<Acknowledgement> acknowledged)
    {
        Assert.NotEmpty(acknowledged);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Ledger.OpenAsync(store, Books.Options(number));
        foreach (var keys in acknowledged.Select(answer => answer.Key).Distinct(StringComparer.Ordinal).Chunk(KeysAtOnce))
        {
            await EveryKeyIsKnownAsync(ledger, keys);
        }

        var report = await ledger.VerifyAsync();
        Assert.Empty(report.Findings);

        var journal = await JournalInSql.ReadAsync(source, Books.Name(number));
        Assert.Empty(journal.Faults);
        Assert.Equal(report.LastSequence, journal.Posted.Count + Workload.WalletCount);
        Assert.DoesNotContain(acknowledged, answer => !IsThere(answer, journal));
        EachCallerSawItsOwnOrder(acknowledged);
        return report.LastSequence;
    }

    private static bool IsThere(Acknowledgement answer, JournalInSql journal) => answer.Sequence is { } sequence
        ? journal.Posted.TryGetValue(answer.Key, out var posted) && posted == sequence
        : journal.Refused.TryGetValue(answer.Key, out var refusal) && refusal.Contains(answer.Detail, StringComparison.Ordinal);

    /// <summary>
    /// Another command under each key must be a conflict. A key that the index had lost would be refused as a transfer to the same wallet.
    /// </summary>
    private static async Task EveryKeyIsKnownAsync(Ledger ledger, IReadOnlyList<string> keys)
    {
        var batch = await ledger.ExecuteBatchAsync(
            [.. keys.Select(key => new Transfer(Workload.Wallet(0), Workload.Wallet(0), Money.EUR(0.01m)) { Key = key })]);
        var lost = keys.Where((_, i) => batch.Outcomes[i].Refusal?.Code != RefusalCode.IdempotencyConflict);
        Assert.Empty(lost);
    }

    /// <summary>Who had an answer and then asked again stands later in the one order that all share.</summary>
    private static void EachCallerSawItsOwnOrder(IReadOnlyCollection<Acknowledgement> acknowledged)
    {
        var callers = acknowledged.Where(answer => answer.Sequence is not null).DistinctBy(answer => answer.Key)
            .GroupBy(answer => answer.Key[..answer.Key.LastIndexOf('-')], StringComparer.Ordinal);
        foreach (var caller in callers)
        {
            var seen = caller.Select(answer => answer.Sequence!.Value).ToList();
            Assert.Equal(seen.Order(), seen);
        }
    }
}
