using WalletCore.Crash.App;
using WalletCore.Crash.Tests.Support;
using WalletCore.Storage;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests;

/// <summary>The ledger fills its disk.</summary>
public sealed class FullDisk(ITestOutputHelper output)
{
    private const int SmallKibibytes = 1_500;
    private const int LargeKibibytes = 16_000;
    private const int CommandsMax = 100_000;

    [MountFact]
    public Task Refuses_clearly_loses_nothing_that_was_answered_and_goes_on_once_there_is_room() => FillAsync(SmallKibibytes);

    /// <summary>The disk is full at every stage: while the log grows, while it is moved into the file, while the schema is created.</summary>
    [MountFact]
    public async Task At_whatever_moment()
    {
        for (var kibibytes = 40; kibibytes <= 700; kibibytes += 60)
        {
            await FillAsync(kibibytes);
        }
    }

    private async Task FillAsync(int kibibytes)
    {
        using var disk = new SmallDisk(kibibytes);
        var file = disk.File("wallets.db");
        var acknowledged = new List<Acknowledgement>();
        await using (var store = WorkloadStore.Open(file, Mode.Commands))
        {
            Ledger? opened = null;
            var full = await Assert.ThrowsAnyAsync<WalletStoreException>(async () =>
            {
                opened = await Ledger.OpenAsync(store, Workload.Options);
                (await opened.OpenWalletAsync(new OpenWallet("w-0") { Currency = Currency.EUR })).ValueOrThrow();
                await DepositAsync(opened, acknowledged, CommandsMax);
            });

            output.WriteLine($"{kibibytes} KiB: {acknowledged.Count} answers, then: {full.Message}");
            Assert.False(full.IsTransient);
            Assert.Contains("full", full.Message, StringComparison.Ordinal);
            await StillReadsAsync(opened, acknowledged);

            disk.Resize(LargeKibibytes);
            opened ??= await Ledger.OpenAsync(store, Workload.Options);
            await using var ledger = opened;
            (await ledger.OpenWalletAsync(new OpenWallet("w-0") { Currency = Currency.EUR })).ValueOrThrow();
            await DepositAsync(ledger, acknowledged, 50);
            Assert.Empty((await ledger.VerifyAsync()).Findings);
        }

        await Inspection.RunAsync(file, acknowledged);
    }

    private static async Task StillReadsAsync(Ledger? ledger, List<Acknowledgement> acknowledged)
    {
        if (ledger is not null && acknowledged.Count > 0)
        {
            Assert.Empty((await ledger.VerifyAsync()).Findings);
            Assert.Equal(acknowledged[^1].Sequence, (await ledger.Reader.FindKeyAsync(acknowledged[^1].Key))!.Transaction!.Sequence);
        }
    }

    private static async Task DepositAsync(Ledger ledger, List<Acknowledgement> acknowledged, int count)
    {
        for (var i = 0; i < count; i += 8)
        {
            // Of several commands in one commit, all fail or none.
            var first = acknowledged.Count;
            var deposits = Enumerable.Range(first, 8).Select(async n =>
            {
                var deposit = new Deposit(Workload.Wallet(0), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = $"in-{n}", Description = new string('x', 150) };
                return new Acknowledgement(deposit.Key, (await ledger.DepositAsync(deposit)).ValueOrThrow().Sequence, "");
            }).ToList();
            try
            {
                await Task.WhenAll(deposits);
            }
            finally
            {
                acknowledged.AddRange(deposits.Where(deposit => deposit.IsCompletedSuccessfully).Select(deposit => deposit.Result));
            }
        }
    }
}
