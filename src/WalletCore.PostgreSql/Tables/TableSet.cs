using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>All tables of a schema: the texts of their statements, made once.</summary>
internal sealed class TableSet(SchemaName schema, Learnt learnt)
{
    public LedgersTable Ledgers { get; } = new(schema);

    public HeadsTable Heads { get; } = new(schema, learnt);

    public TransactionsTable Transactions { get; } = new(schema);

    public PostingsTable Postings { get; } = new(schema);

    public EntriesQuery Entries { get; } = new(schema);

    public CommitsTable Commits { get; } = new(schema);

    public WalletsTable Wallets { get; } = new(schema);

    public AccountsTable Accounts { get; } = new(schema);

    public BalancesTable Balances { get; } = new(schema);

    public FreezesTable Freezes { get; } = new(schema);

    public RefundsTable Refunds { get; } = new(schema);

    public RulesTable Rules { get; } = new(schema);

    public AnswersTable Answers { get; } = new(schema);

    public ChangesQuery Changes { get; } = new(schema, learnt);

    public HandoversTable Handovers { get; } = new(schema);

    public KeysQuery Keys { get; } = new(schema);

    public WaypointsTable Waypoints { get; } = new(schema);

    public UsagesTable Usages { get; } = new(schema);
}
