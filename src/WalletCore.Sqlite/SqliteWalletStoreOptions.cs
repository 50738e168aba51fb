using Microsoft.Data.Sqlite;

namespace WalletCore.Sqlite;

/// <summary>How a <see cref="SqliteWalletStore"/> opens and uses its file. Checked when the store is made; changed later, it has no effect.</summary>
public sealed class SqliteWalletStoreOptions
{
    /// <summary>The longest <see cref="BusyTimeout"/>: one hour.</summary>
    public static readonly TimeSpan BusyTimeoutMax = TimeSpan.FromHours(1);

    /// <summary>The least <see cref="CacheSizeBytes"/>: 1 MiB.</summary>
    public const long CacheSizeBytesMin = 1L << 20;

    /// <summary>The greatest <see cref="CacheSizeBytes"/>: 64 GiB.</summary>
    public const long CacheSizeBytesMax = 1L << 36;

    /// <summary>The least <see cref="WalCheckpointBytes"/>: 64 KiB.</summary>
    public const long WalCheckpointBytesMin = 1L << 16;

    /// <summary>The greatest <see cref="WalCheckpointBytes"/>: 16 GiB.</summary>
    public const long WalCheckpointBytesMax = 1L << 34;

    /// <summary>The greatest <see cref="ReaderPoolMax"/>.</summary>
    public const int ReaderPoolLimit = 256;

    /// <summary>The greatest <see cref="KeyRunLength"/>.</summary>
    public const int KeyRunLengthMax = 1 << 22;

    /// <summary>The greatest <see cref="BalanceLagMax"/>.</summary>
    public const int BalanceLagMaxLimit = 1 << 16;

    /// <summary>The database file. Set this or <see cref="ConnectionString"/>.</summary>
    public string? Path { get; set; }

    /// <summary>
    /// A connection string of Microsoft.Data.Sqlite, for its <c>Mode</c> (<c>ReadOnly</c> serves readers only; <c>ReadWrite</c> refuses a file that
    /// is missing or has no wallet tables, instead of beginning an empty ledger there) or <c>Password</c>.
    /// Pooling and shared cache are switched off. Set this or <see cref="Path"/>.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>How surely a commit is on the disk when it returns. Default <see cref="SqliteSynchronous.Full"/>.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;

    /// <summary>
    /// How long to wait for a lock that another process, a host's transaction, or this store's own readers hold, before a transient
    /// <see cref="WalletStoreException"/>. Zero to one hour; default 30 seconds.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The page cache of the writing connection, in bytes; readers get a sixteenth each. 1 MiB to 64 GiB; default 64 MiB.</summary>
    public long CacheSizeBytes { get; set; } = 64L << 20;

    /// <summary>
    /// The size of the write-ahead log at which a commit moves it into the file. 64 KiB to 16 GiB; default 16 MiB. Flushing a log that still grows takes about twice as
    /// long as one that is written over, and moving it holds up the commit that reaches this size.
    /// </summary>
    public long WalCheckpointBytes { get; set; } = 16L << 20;

    /// <summary>How many readers of this store may have a connection at the same time; more wait. 1 to 256; default 64.</summary>
    /// <remarks>A snapshot reader keeps its connection until disposed, and an open snapshot keeps the log from being reused.</remarks>
    public int ReaderPoolMax { get; set; } = 64;

    /// <summary>
    /// How many idempotency keys are gathered in memory before a commit writes them to their index as one sorted run. Zero writes each key with its commit: slower,
    /// ever more so with a long history, and nothing to read back when a ledger is opened. Up to 4,194,304; default 16,384, which holds about a megabyte and is
    /// written in about a millisecond. Beside it two to four bytes are kept for every key of a ledger, up to 16 MiB, to know without looking that a key is new.
    /// </summary>
    public int KeyRunLength { get; set; } = 1 << 14;

    /// <summary>
    /// After how many postings, over all ledgers of the store, the balances they moved are written to their table, in one go; until then they stand in the
    /// journal and in memory. Zero writes them with every commit: slower, and for hosts that read the table <c>balances</c> with SQL of their own. Up to
    /// 65,536; default 1,024, which whoever opens the file reads back in about a millisecond.
    /// </summary>
    public int BalanceLagMax { get; set; } = 1 << 10;

    /// <summary>
    /// Whether the wallet tables may be created in a file that already has tables of the host, so that one SQLite transaction covers
    /// both. The file must not use <c>application_id</c> or <c>user_version</c> itself. Default false: such a file is refused.
    /// </summary>
    public bool AdoptExistingFile { get; set; }

    /// <summary>The clock behind waiting for locks and migration times. Default <see cref="System.TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Limits the file in pages, so that a test can fill it; zero for no limit.</summary>
    internal int PageCountMax { get; set; }

    /// <summary>Replaces the hash of the key index, so that a test can make keys collide.</summary>
    internal KeyHasher KeyHasher { get; set; } = StableHash.Of;

    /// <summary>How long a writer believes that its files are where they were. Looking costs half a lone commit on some file systems.</summary>
    internal TimeSpan FileCheckInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    internal SqliteWalletStoreOptions Copy() => (SqliteWalletStoreOptions)MemberwiseClone();

    /// <summary>Checks every setting and answers the connection string to use.</summary>
    /// <exception cref="ArgumentException">A setting is missing or out of its range.</exception>
    internal string Validate()
    {
        Require(Path is null != ConnectionString is null, nameof(Path), "Set either Path or ConnectionString.");
        Require(Enum.IsDefined(Synchronous), nameof(Synchronous), "Not a value of SqliteSynchronous.");
        Require(BusyTimeout >= TimeSpan.Zero && BusyTimeout <= BusyTimeoutMax, nameof(BusyTimeout), "From zero to one hour.");
        Require(CacheSizeBytes is >= CacheSizeBytesMin and <= CacheSizeBytesMax, nameof(CacheSizeBytes), "From 1 MiB to 64 GiB.");
        Require(
            WalCheckpointBytes is >= WalCheckpointBytesMin and <= WalCheckpointBytesMax, nameof(WalCheckpointBytes), "From 64 KiB to 16 GiB.");
        Require(ReaderPoolMax is >= 1 and <= ReaderPoolLimit, nameof(ReaderPoolMax), "From 1 to 256.");
        Require(KeyRunLength is >= 0 and <= KeyRunLengthMax, nameof(KeyRunLength), "From 0 to 4,194,304.");
        Require(BalanceLagMax is >= 0 and <= BalanceLagMaxLimit, nameof(BalanceLagMax), "From 0 to 65,536.");
        Require(TimeProvider is not null, nameof(TimeProvider), "A clock is needed.");

        var builder = new SqliteConnectionStringBuilder(ConnectionString ?? "");
        if (Path is not null)
        {
            builder.DataSource = Path;
        }

        Require(!string.IsNullOrWhiteSpace(builder.DataSource), nameof(Path), "The database file is not named.");
        Require(
            builder.Mode != SqliteOpenMode.Memory && !builder.DataSource.Contains(":memory:", StringComparison.Ordinal),
            nameof(Path),
            "A database in memory is one connection's alone; use WalletCore's in-memory store.");
        Require(builder.Cache != SqliteCacheMode.Shared, nameof(ConnectionString), "Shared cache defeats the write-ahead log; remove it.");
        builder.Pooling = false;
        builder.Cache = SqliteCacheMode.Default;
        return builder.ToString();
    }

    private static void Require(bool holds, string setting, string message)
    {
        if (!holds)
        {
            throw new ArgumentException($"{setting}: {message}", setting);
        }
    }
}
