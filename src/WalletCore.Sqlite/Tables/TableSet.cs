using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>All tables on one connection.</summary>
internal sealed class TableSet(Database database)
{
    public Database Database { get; } = database;

    public LedgersTable Ledgers { get; } = new(database);

    public HeadsTable Heads { get; } = new(database);

    public TransactionsTable Transactions { get; } = new(database);

    public PostingsTable Postings { get; } = new(database);

    public CommitsTable Commits { get; } = new(database);

    public WalletsTable Wallets { get; } = new(database);

    public AccountsTable Accounts { get; } = new(database);

    public BalancesTable Balances { get; } = new(database);

    public FreezesTable Freezes { get; } = new(database);

    public RefundsTable Refunds { get; } = new(database);

    public RulesTable Rules { get; } = new(database);

    public AnswersTable Answers { get; } = new(database);

    public WaypointsTable Waypoints { get; } = new(database);

    public UsagesTable Usages { get; } = new(database);

    public KeysTable Keys { get; } = new(database);

    public KeyRunsTable KeyRuns { get; } = new(database);

    public KeySegmentsTable KeySegments { get; } = new(database);

    private Statement BeginStatement => field ??= Database.Prepare("BEGIN IMMEDIATE");

    private Statement DataVersionStatement => field ??= Database.Prepare("PRAGMA data_version");

    private Statement CommitStatement => field ??= Database.Prepare("COMMIT");

    /// <summary>Takes the file's write lock.</summary>
    public void BeginImmediate() => BeginStatement.Run("Taking the write lock");

    /// <summary>A number that changes when another connection, of whatever process, has committed; this connection's own commits leave it.</summary>
    public long DataVersion()
    {
        var row = DataVersionStatement;
        var version = row.Read() ? row.Int64(0) : 0;
        row.Reset();
        return version;
    }

    public void Commit() => CommitStatement.Run("Committing");
}
