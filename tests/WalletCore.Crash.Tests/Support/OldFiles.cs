using System.Globalization;
using Microsoft.Data.Sqlite;
using WalletCore.Crash.App;

namespace WalletCore.Crash.Tests.Support;

/// <summary>A file of the released schema with a history, which a newer program has to migrate.</summary>
internal static class OldFiles
{
    private const int DepositCount = 1_500;

    /// <summary>Some of what was answered when it was written.</summary>
    public static IReadOnlyList<Acknowledgement> Answers { get; } =
        [.. Enumerable.Range(0, 100).Select(i => new Acknowledgement($"old-{i}", i + 2, ""))];

    public static async Task WriteAsync(string file)
    {
        await using var store = WorkloadStore.Open(file, Mode.Create);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        (await ledger.OpenWalletAsync(new OpenWallet("w-0") { Currency = Currency.EUR })).ValueOrThrow();
        var deposits = Enumerable.Range(0, DepositCount)
            .Select(i => new Deposit(Workload.Wallet(0), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = $"old-{i}" });
        Assert.Equal(DepositCount, (await ledger.ExecuteBatchAsync([.. deposits])).PostedCount);
    }

    /// <summary>The schema version that the file states.</summary>
    public static long Version(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
