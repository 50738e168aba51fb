using WalletCore.Sqlite;
using WalletCore.Sqlite.Schema;

namespace WalletCore.Crash.App;

/// <summary>The file that is worked on.</summary>
internal static class WorkloadStore
{
    /// <summary>
    /// Two steps beyond the released schema, with work in them: the first copies the journal's headers and indexes them, the second takes all of
    /// it away. A file is at the released version or two beyond it, and nowhere between.
    /// </summary>
    public static IReadOnlyList<Migration> NewerSchema { get; } =
    [
        .. Migrations.All,
        new(Migrations.All[^1].Version + 1, "a copy", "CREATE TABLE copies AS SELECT * FROM transactions; CREATE INDEX copies_by_key ON copies (idempotency_key);"),
        new(Migrations.All[^1].Version + 2, "no copy", "DROP TABLE copies;"),
    ];

    /// <summary>
    /// The store as that mode uses it. Key runs, the lag of balances and logs are small, so that writing and merging key runs, writing balances and moving the log into the file are
    /// under way at many kills.
    /// </summary>
    public static SqliteWalletStore Open(string file, string mode)
    {
        var options = new SqliteWalletStoreOptions { Path = file, FileCheckInterval = TimeSpan.Zero };
        if (mode != Mode.Soak)
        {
            options.KeyRunLength = 64;
            options.BalanceLagMax = 32;
            options.WalCheckpointBytes = mode == Mode.Checkpoints ? SqliteWalletStoreOptions.WalCheckpointBytesMin : 1 << 18;
        }

        return new SqliteWalletStore(options, mode == Mode.Migrate ? NewerSchema : Migrations.All);
    }
}
