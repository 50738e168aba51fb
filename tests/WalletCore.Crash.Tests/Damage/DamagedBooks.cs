using WalletCore.Crash.App;
using WalletCore.Crash.Tests.Support;
using WalletCore.Sqlite;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>Books with something in every table, written once and damaged as copies.</summary>
public sealed class DamagedBooks : IAsyncLifetime, IDisposable
{
    /// <summary>Transfers <c>t-0</c> and so on; every tenth has a reference.</summary>
    internal const int TransferCount = 1_200;

    /// <summary>The key of a withdraw that was refused, and whose refusal is kept.</summary>
    internal const string RefusedKey = "too-much";

    private readonly TemporaryFolder _folder = new();

    internal static LedgerOptions Options => Workload.Options with
    {
        TimeProvider = new FixedTime(),
        WalletPolicies = [new WalletPolicy { UsageLimits = [new UsageLimit(Operations.Withdraw, LimitWindow.Day, Money.EUR(100m))] }],
    };

    /// <summary>Everything in the one file, as a host that ended leaves it.</summary>
    internal string Whole => _folder.File("whole.db");

    /// <summary>The newest commits in the log beside the file, as a kill leaves them.</summary>
    internal string WithLog => _folder.File("with-log.db");

    internal Picture Picture { get; private set; } = null!;

    /// <summary>The link of the chain after each commit, by the sequence of its last transaction.</summary>
    internal IReadOnlyDictionary<long, string> Links { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var file = _folder.File("live.db");
        await using (var store = Open(file))
        await using (var ledger = await Ledger.OpenAsync(store, Options))
        {
            await WriteAsync(ledger, file);
            File.Copy(file, WithLog);
            File.Copy(file + "-wal", WithLog + "-wal");
            Picture = await Picture.TakeAsync(ledger);
        }

        File.Copy(file, Whole);
        Assert.False(File.Exists(file + "-wal"));
        Links = Sql.Rows(Whole, "SELECT last_sequence, lower(hex(hash)) FROM commits").ToDictionary(row => (long)row[0], row => (string)row[1]);
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    internal static SqliteWalletStore Open(string file) => new(new SqliteWalletStoreOptions
    {
        Path = file, KeyRunLength = 64, WalCheckpointBytes = 1 << 26, BusyTimeout = TimeSpan.FromSeconds(2),
    });

    private static async Task WriteAsync(Ledger ledger, string file)
    {
        for (var i = 0; i < Workload.WalletCount; i++)
        {
            var wallet = (await ledger.OpenWalletAsync(new OpenWallet($"w-{i}") { Currency = Currency.EUR, AccountNumber = $"DE-{i}" })).ValueOrThrow();
            (await ledger.DepositAsync(new Deposit(wallet.Id, Money.EUR(1_000m)) { Key = $"seed-{i}" })).ValueOrThrow();
        }

        // So that some of it is in the file, and all that follows in the log.
        Sql.Run(file, "PRAGMA wal_checkpoint(TRUNCATE)");
        (await ledger.FreezeAsync(new Freeze(Workload.Wallet(1), Money.EUR(5m)) { Key = "freeze" })).ValueOrThrow();
        var captured = (await ledger.FreezeAsync(new Freeze(Workload.Wallet(2), Money.EUR(6m)))).ValueOrThrow().Id;
        (await ledger.CaptureAsync(new Capture(captured) { Amount = Money.EUR(2m), To = Workload.Wallet(3) })).ValueOrThrow();
        var bought = (await ledger.PostAsync(Workload.Buy(4, 5, Money.EUR(20m), "buy"))).ValueOrThrow();
        (await ledger.RefundAsync(new Refund(bought.TransactionId) { Amount = Money.EUR(3m), Key = "refund" })).ValueOrThrow();
        (await ledger.WithdrawAsync(new Withdraw(Workload.Wallet(6), Money.EUR(10m)) { Key = "withdraw" })).ValueOrThrow();
        (await ledger.FreezeWalletAsync(new FreezeWallet(Workload.Wallet(7), "review"))).ValueOrThrow();
        Assert.False((await ledger.WithdrawAsync(TooMuch())).IsPosted);
        for (var i = 0; i < 8; i++)
        {
            Assert.False((await ledger.WithdrawAsync(TooMuch() with { Key = $"{RefusedKey}-{i}" })).IsPosted);
        }

        for (var i = 0; i < TransferCount; i += 20)
        {
            Assert.True((await ledger.ExecuteBatchAsync([.. Enumerable.Range(i, 20).Select(Transfer)])).AllPosted);
        }
    }

    internal static Withdraw TooMuch() => new(Workload.Wallet(0), Money.EUR(1_000_000m)) { Key = RefusedKey };

    /// <summary>The transfer with key <c>t-i</c>.</summary>
    internal static Transfer Transfer(int i) => new(Workload.Wallet(8 + (i % 8)), Workload.Wallet(16 + (i % 9)), Money.FromMinor(1 + (i % 7), Currency.EUR))
    {
        Key = $"t-{i}",
        Reference = i % 10 == 0 ? $"ref-{i}" : null,
    };

    /// <summary>Always the same day, so that limits of a day see the same uses.</summary>
    private sealed class FixedTime : TimeProvider
    {
        private readonly DateTimeOffset _start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _start;
    }
}
