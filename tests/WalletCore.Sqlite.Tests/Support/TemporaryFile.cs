namespace WalletCore.Sqlite.Tests.Support;

/// <summary>A database path in a directory of its own, deleted afterwards.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("walletcore-").FullName;

    public string Path => System.IO.Path.Combine(_directory, "wallets.db");

    public SqliteWalletStore Store(Action<SqliteWalletStoreOptions>? configure = null)
    {
        var options = new SqliteWalletStoreOptions { Path = Path };
        configure?.Invoke(options);
        return new SqliteWalletStore(options);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (IOException)
        {
            // A connection that a failed test left open; the system cleans its temporary directory.
        }
    }
}
