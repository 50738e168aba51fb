using WalletCore.Crash.App;
using WalletCore.Sqlite;

namespace WalletCore.Crash.Tests.Support;

/// <summary>Reopens the file and holds it to what was answered.</summary>
internal static class Inspection
{
    /// <returns>How many transactions the journal has.</returns>
    public static async Task<long> RunAsync(string file, IReadOnlyCollection<Acknowledgement> acknowledged)
    {
        await using var store = new SqliteWalletStore(file);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        await EveryKeyIsKnownAsync(ledger, [.. acknowledged.Select(answer => answer.Key).Distinct(StringComparer.Ordinal)]);
        var report = await ledger.VerifyAsync();
        Assert.Empty(report.Findings);

        var books = FileBooks.Read(file);
        Assert.Empty(books.Faults);
        Assert.Equal(report.LastSequence, books.Posted.Count + Workload.WalletCount);
        Assert.DoesNotContain(acknowledged, answer => !IsThere(answer, books));
        return report.LastSequence;
    }

    private static bool IsThere(Acknowledgement answer, FileBooks books) => answer.Sequence is { } sequence
        ? books.Posted.TryGetValue(answer.Key, out var posted) && posted == sequence
        : books.Refused.TryGetValue(answer.Key, out var refusal) && refusal.Contains(answer.Detail, StringComparison.Ordinal);

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
}
