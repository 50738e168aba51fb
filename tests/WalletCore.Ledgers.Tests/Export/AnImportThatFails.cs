using WalletCore.Ledgers.Tests.Audit;
using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>An import that is cancelled, killed or hindered by the store leaves no ledger, and the next one begins afresh.</summary>
public class AnImportThatFails
{
    private static readonly Lazy<Task<byte[]>> _file = new(WriteFileAsync);

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_begun_afresh_after_it_was_killed(string kind)
    {
        var file = await _file.Value;
        await using var target = new Target(kind);
        for (var chunks = 1; chunks <= 3; chunks++)
        {
            var killed = await Record.ExceptionAsync(() => Files.ImportAsync(file, new KilledStore(target.Store, chunks)));
            Assert.IsType<KilledStore.KilledException>(killed);
            Assert.Empty(await target.Store.ListLedgersAsync(default));
        }

        await Files.ImportAsync(file, target.Store);
        await using var moved = await Ledger.OpenAsync(target.Store);
        Assert.Empty((await moved.VerifyAsync()).Findings);
        Assert.Equal(file, await Files.ExportAsync(moved));
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Leaves_nothing_when_it_is_cancelled(string kind)
    {
        var file = await _file.Value;
        await using var target = new Target(kind);
        foreach (var stage in new[] { ImportStage.Writing, ImportStage.Verifying })
        {
            using var cancel = new CancellationTokenSource();
            var progress = new Direct<ImportProgress>(told =>
            {
                if (told.Stage == stage && told.Done > 0)
                {
                    cancel.Cancel();
                }
            });

            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                await LedgerImport.ReadAsync(new MemoryStream(file), target.Store, options: null, progress, cancel.Token));

            Assert.Empty(await target.Store.ListLedgersAsync(default));
        }

        await Files.ImportAsync(file, target.Store);
    }

    [Theory]
    [OnEveryStore(FaultPoint.Begin)]
    [OnEveryStore(FaultPoint.BeforeCommit)]
    [OnEveryStore(FaultPoint.AfterCommit)]
    public async Task Goes_on_after_transient_failures_also_where_an_answer_is_lost(string kind, FaultPoint point)
    {
        var file = await _file.Value;
        await using var target = new Target(kind);
        var faulty = new FaultyStore(target.Store);
        faulty.Fail(point, isTransient: true, times: 3);

        await Files.ImportAsync(file, faulty);

        Assert.Equal(0, faulty.FaultsLeft);
        await using var moved = await Ledger.OpenAsync(target.Store);
        Assert.Equal(file, await Files.ExportAsync(moved));
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Leaves_nothing_when_the_store_fails_for_good(string kind)
    {
        var file = await _file.Value;
        await using var target = new Target(kind);
        var faulty = new FaultyStore(target.Store);
        faulty.Fail(FaultPoint.BeforeCommit, isTransient: false);

        await Assert.ThrowsAsync<WalletStoreException>(() => Files.ImportAsync(file, faulty));

        Assert.Empty(await target.Store.ListLedgersAsync(default));
        await Files.ImportAsync(file, target.Store);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Gives_way_to_a_host_that_took_the_name_meanwhile(string kind)
    {
        var file = await _file.Value;
        await using var target = new Target(kind);
        var progress = new Direct<ImportProgress>(told =>
        {
            if (told is { Stage: ImportStage.Verifying, Done: 0 })
            {
                Ledger.OpenAsync(target.Store).AsTask().GetAwaiter().GetResult().DisposeAsync().AsTask().Wait();
            }
        });

        await Assert.ThrowsAsync<WalletStoreException>(async () => await LedgerImport.ReadAsync(new MemoryStream(file), target.Store, options: null, progress));

        await using var host = await Ledger.OpenAsync(target.Store);
        Assert.Equal(0, (await host.Reader.GetPositionAsync()).Sequence);
        Assert.Equal([host.Id], (await target.Store.ListLedgersAsync(default)).Select(row => row.Id));
    }

    private static async Task<byte[]> WriteFileAsync()
    {
        await using var books = await TestLedger.OpenAsync("memory");
        await BusyHistory.WriteMoreAsync(books, 30_000);
        return await Files.ExportAsync(books.Ledger);
    }
}
