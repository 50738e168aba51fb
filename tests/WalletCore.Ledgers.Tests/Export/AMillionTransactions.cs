using System.Globalization;
using System.Security.Cryptography;
using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;
using WalletCore.Tests.Shared;
using WalletCore.Tests.Shared.PostgreSql;
using Xunit.Abstractions;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>A long ledger moves there and back in bounded memory.</summary>
[Collection(nameof(Alone))]
public class AMillionTransactions(ITestOutputHelper output)
{
    private const int Count = 1_000_000;
    private const int WalletCount = 1_000;

    /// <summary>What moving may hold beside the stores' own memory: a chunk in several forms, and the accounts.</summary>
    private const long HeldMax = 64 << 20;

    [SlowFact]
    public async Task Move_from_memory_to_sqlite_and_back_in_bounded_memory()
    {
        var folder = Directory.CreateTempSubdirectory("walletcore-").FullName;
        try
        {
            await using var memory = new InMemoryWalletStore();
            await using (var ledger = await Ledger.OpenAsync(memory))
            {
                await TimedAsync("write in memory", () => WriteAsync(ledger));
            }

            await using var sqlite = TestLedger.CreateStore("sqlite", folder, schema: null);
            var (first, second) = (Path.Combine(folder, "first"), Path.Combine(folder, "second"));
            await MoveAsync("memory", memory, first, "sqlite", sqlite);
            await using var back = new InMemoryWalletStore();
            await MoveAsync("sqlite", sqlite, second, "memory", back);
            Assert.Equal(await DigestAsync(first), await DigestAsync(second));
            var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
            await using var again = TestLedger.CreateStore("sqlite", other, schema: null);
            await TimedAsync("import into another sqlite", () => ImportAsync(first, again));

            await using var moved = await Ledger.OpenAsync(again);
            Assert.True((await moved.Reader.GetPositionAsync()).Sequence >= Count);
            Assert.True((await moved.TransferAsync(await TransferAsync(moved, 77_777))).Replayed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [PostgreSqlFact(slow: true)]
    public async Task Move_from_memory_to_postgresql_and_back_in_bounded_memory()
    {
        var folder = Directory.CreateTempSubdirectory("walletcore-").FullName;
        try
        {
            await using var memory = new InMemoryWalletStore();
            await using (var ledger = await Ledger.OpenAsync(memory))
            {
                await TimedAsync("write in memory", () => WriteAsync(ledger));
            }

            using var schema = new FreshSchema();
            await using var postgreSql = TestLedger.CreateStore("postgresql", folder, schema);
            var (first, second) = (Path.Combine(folder, "first"), Path.Combine(folder, "second"));
            await MoveAsync("memory", memory, first, "postgresql", postgreSql);
            await using var sqlite = TestLedger.CreateStore("sqlite", folder, schema: null);
            await MoveAsync("postgresql", postgreSql, second, "sqlite", sqlite);
            Assert.Equal(await DigestAsync(first), await DigestAsync(second));

            await using var moved = await Ledger.OpenAsync(postgreSql);
            Assert.True((await moved.Reader.GetPositionAsync()).Sequence >= Count);
            Assert.True((await moved.TransferAsync(await TransferAsync(moved, 77_777))).Replayed);
            Assert.True((await moved.TransferAsync(await TransferAsync(moved, Count))).IsPosted);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(Ledger ledger)
    {
        for (var i = 0; i < WalletCount; i++)
        {
            var opened = (await ledger.OpenWalletAsync(new OpenWallet(Owner(i)) { Currency = Currency.EUR })).ValueOrThrow();
            (await ledger.DepositAsync(new Deposit(opened.Id, Money.EUR(100_000m)))).ValueOrThrow();
        }

        var wallets = await WalletsAsync(ledger);
        for (var done = 0; done < Count; done += 1_000)
        {
            var batch = await ledger.ExecuteBatchAsync([.. Enumerable.Range(done, 1_000).Select(i => Transfer(wallets, i))]);
            Assert.Equal(1_000, batch.PostedCount);
            var tooMuch = new Transfer(wallets[0], wallets[1], Money.EUR(1_000_000_000m)) { Key = string.Create(CultureInfo.InvariantCulture, $"no-{done}") };
            Assert.False((await ledger.TransferAsync(tooMuch)).IsPosted);
        }
    }

    private async Task MoveAsync(string from, IWalletStore source, string file, string to, IWalletStore target)
    {
        await TimedAsync("export from " + from, async () =>
        {
            await using var stream = File.Create(file);
            var held = new Held();
            await LedgerExport.WriteAsync(source, LedgerOptions.DefaultName, stream, progress: new Direct<ExportProgress>(_ => held.Look()));
            output.WriteLine($"  {stream.Length:N0} bytes, {held.Peak:N0} bytes held");
            Assert.InRange(held.Peak, 0, HeldMax);
        });
        await TimedAsync("import into " + to, () => ImportAsync(file, target));
    }

    private async Task ImportAsync(string file, IWalletStore target)
    {
        await using var stream = File.OpenRead(file);
        var held = new Held();
        var started = TimeProvider.System.GetTimestamp();
        await LedgerImport.ReadAsync(stream, target, progress: new Direct<ImportProgress>(told =>
        {
            if (told is { Stage: ImportStage.Verifying, Done: 0 })
            {
                output.WriteLine($"  written after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:N1} s");
            }

            held.Look();
        }));
        output.WriteLine($"  {held.Peak:N0} bytes held");
        if (target is not InMemoryWalletStore)
        {
            Assert.InRange(held.Peak, 0, HeldMax);
        }
    }

    private async Task TimedAsync(string what, Func<Task> act)
    {
        output.WriteLine(what);
        var started = TimeProvider.System.GetTimestamp();
        await act();
        output.WriteLine($"  {TimeProvider.System.GetElapsedTime(started).TotalSeconds:N1} s");
    }

    private static async Task<Transfer> TransferAsync(Ledger ledger, int i) => Transfer(await WalletsAsync(ledger), i);

    private static Transfer Transfer(WalletId[] wallets, int i) =>
        new(wallets[i % WalletCount], wallets[(i + 1 + (i / WalletCount % (WalletCount - 1))) % WalletCount], Money.EUR(0.01m * (1 + (i % 50))))
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"key-{i}"),
            Reference = i % 10 == 0 ? string.Create(CultureInfo.InvariantCulture, $"order-{i / 20}") : null,
        };

    private static async Task<WalletId[]> WalletsAsync(Ledger ledger) =>
        [.. (await ledger.Reader.ListWalletsAsync(new WalletQuery { PageSize = WalletCount })).Items.Select(wallet => wallet.Id)];

    private static string Owner(int i) => string.Create(CultureInfo.InvariantCulture, $"usr_{i:D6}");

    private static async Task<string> DigestAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream));
    }

    /// <summary>How much more than at first is reachable, now and then.</summary>
    private sealed class Held
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private int _looks;

        public long Peak { get; private set; }

        public void Look()
        {
            if (_looks++ % 16 == 0)
            {
                Peak = Math.Max(Peak, GC.GetTotalMemory(forceFullCollection: true) - _before);
            }
        }
    }
}
