using WalletCore.Sqlite;
using WalletCore.StoreConformance;

namespace WalletCore.Storage.Tests;

/// <summary>SQLite on a file of its own, with runs of keys so short that every case of some length writes them.</summary>
internal sealed class SqliteStoreUnderTest : StoreUnderTest
{
    private const int ShortKeyRun = 64;

    private readonly string _directory = Directory.CreateTempSubdirectory("walletcore-").FullName;

    public override StoreCapabilities Capabilities => StoreCapabilities.Durable;

    protected override IWalletStore Open() => new SqliteWalletStore(
        new SqliteWalletStoreOptions { Path = Path.Combine(_directory, "wallets.db"), KeyRunLength = ShortKeyRun });

    protected override ValueTask DeleteStorageAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
