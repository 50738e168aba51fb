using System.Text.RegularExpressions;
using WalletCore.Crash.App;

namespace WalletCore.Crash.Tests.Support;

/// <summary>Reopens the file and holds it to what was answered.</summary>
internal static partial class Inspection
{
    /// <param name="file">The file that the killed program left.</param>
    /// <param name="acknowledged">What it had answered about this file.</param>
    /// <param name="mode">What it did; a file that was migrated is opened with the newer schema.</param>
    /// <returns>How many transactions the journal has.</returns>
    public static async Task<long> RunAsync(string file, IReadOnlyCollection<Acknowledgement> acknowledged, string mode = Mode.Commands)
    {
        await using var store = WorkloadStore.Open(file, mode);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        await EveryKeyIsKnownAsync(ledger, [.. acknowledged.Select(answer => answer.Key).Distinct(StringComparer.Ordinal)]);
        var report = await ledger.VerifyAsync();
        Assert.Empty(report.Findings);

        var books = FileBooks.Read(file);
        Assert.Empty(books.Faults);
        Assert.Equal(report.LastSequence, books.Posted.Count + books.WalletCount);
        Assert.DoesNotContain(acknowledged, answer => !IsThere(answer, books));
        Assert.Empty(HalfDoneBatches(books));
        await NextCommandStandsAsync(ledger, report.LastSequence);
        return report.LastSequence;
    }

    /// <summary>All-or-nothing batches of which something is there and something is not.</summary>
    private static IEnumerable<string> HalfDoneBatches(FileBooks books) =>
        from key in books.Posted.Keys
        let match = AtomicKey().Match(key)
        where match.Success
        group key by (Batch: match.Groups[1].Value, Length: match.Groups[2].Value) into batch
        where batch.Count().ToString(System.Globalization.CultureInfo.InvariantCulture) != batch.Key.Length
        select $"{batch.Key.Batch}: {batch.Count()} of {batch.Key.Length}";

    private static bool IsThere(Acknowledgement answer, FileBooks books) => answer.Sequence is { } sequence
        ? books.Posted.TryGetValue(answer.Key, out var posted) && posted == sequence
        : books.Refused.TryGetValue(answer.Key, out var refusal) && refusal.Contains(answer.Detail, StringComparison.Ordinal);

    /// <summary>
    /// Another command under each key must be a conflict. A key that the index had lost would be refused as a transfer to the same wallet.
    /// </summary>
    private static async Task EveryKeyIsKnownAsync(Ledger ledger, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var batch = await ledger.ExecuteBatchAsync(
            [.. keys.Select(key => new Transfer(Workload.Wallet(0), Workload.Wallet(0), Money.EUR(0.01m)) { Key = key })]);
        var lost = keys.Where((_, i) => batch.Outcomes[i].Refusal?.Code != RefusalCode.IdempotencyConflict);
        Assert.Empty(lost);
    }

    /// <summary>This process, the next after the killed one, can write.</summary>
    private static async Task NextCommandStandsAsync(Ledger ledger, long sequence)
    {
        var deposit = new Deposit(Workload.Wallet(0), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = $"next-{sequence}" };
        if (await ledger.Reader.GetWalletAsync(Workload.Wallet(0)) is not null)
        {
            Assert.Equal(sequence + 1, (await ledger.DepositAsync(deposit)).ValueOrThrow().Sequence);
        }
        else
        {
            Assert.Equal(1, (await ledger.OpenWalletAsync(new OpenWallet("w-0") { Currency = Currency.EUR })).ValueOrThrow().Sequence);
        }
    }

    [GeneratedRegex(@"^(.+):all\.[0-9]+/([0-9]+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AtomicKey();
}
