using Microsoft.Data.Sqlite;
using WalletCore.Sqlite;
using WalletCore.Testing;

namespace WalletCore.Storage.Tests;

/// <summary>SQLite on a file of its own, with runs of keys, and a lag of balances, so short that every case of some length writes them.</summary>
internal sealed class SqliteStoreUnderTest : StoreUnderTest
{
    private const int ShortKeyRun = 64;
    private const int ShortBalanceLag = 8;

    private readonly string _directory = Directory.CreateTempSubdirectory("walletcore-").FullName;
    private int _crashes;

    public override StoreCapabilities Capabilities =>
        StoreCapabilities.Durable | StoreCapabilities.Shared | StoreCapabilities.Crashes | StoreCapabilities.Versioned;

    private string Folder => Directory.CreateDirectory(Path.Combine(_directory, $"after-{_crashes}-crashes")).FullName;

    private string File => Path.Combine(Folder, "wallets.db");

    protected override IWalletStore Open() => new SqliteWalletStore(
        new SqliteWalletStoreOptions { Path = File, KeyRunLength = ShortKeyRun, BalanceLagMax = ShortBalanceLag });

    /// <summary>What a killed process leaves is the file and its log as they are; the shared memory beside them is rebuilt.</summary>
    protected override ValueTask CrashStorageAsync()
    {
        var left = new DirectoryInfo(Folder).GetFiles().Where(file => !file.Name.EndsWith("-shm", StringComparison.Ordinal)).ToArray();
        _crashes++;
        foreach (var file in left)
        {
            file.CopyTo(Path.Combine(Folder, file.Name));
        }

        return ValueTask.CompletedTask;
    }

    protected override async ValueTask RaiseSchemaVersionAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version = 1000";
        await command.ExecuteNonQueryAsync();
    }

    protected override ValueTask DeleteStorageAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
