using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>Where each ledger stands. The lock on a ledger's row is the right to write the ledger.</summary>
internal sealed class HeadsTable(SchemaName schema, Learnt learnt)
{
    private const string Columns = "sequence, postings, commits, wallets, accounts, rules, answers, recorded_at, hash, plain_keys";

    private readonly string _find = $"SELECT {Columns} FROM {schema.Prefix}heads WHERE ledger = $1";

    private readonly string _lock =
        $"""
        SELECT {Columns}, (SELECT max(version) FROM {schema.Prefix}schema_migrations)
        FROM {schema.Prefix}heads h WHERE ledger = $1 FOR UPDATE OF h
        """;

    private readonly string _insert =
        $"""
        INSERT INTO {schema.Prefix}heads (ledger, plain_keys) SELECT ledger, false FROM {schema.Prefix}ledgers WHERE ledger = $1 AND id = $2
        ON CONFLICT (ledger) DO NOTHING
        """;

    private readonly string _move = Move(schema, "");

    private readonly string _moveOnWord = Move(schema, $" AND (SELECT max(version) FROM {schema.Prefix}schema_migrations) <= $16");

    public void Add(RoundTrip trip, LedgerId ledger) => trip.Run(_insert).With(LedgerKey.Of(ledger)).With(ledger.ToString());

    public void Find(RoundTrip trip, long ledger, Action<LedgerHead> found) => trip.Read(_find, row => found(Read(row, ledger))).With(ledger);

    /// <summary>Locks the row, and answers it with the schema's version as of then.</summary>
    public void Lock(RoundTrip trip, long ledger, Action<LedgerHead, int> found) =>
        trip.Read(_lock, row => found(Read(row, ledger), row.GetInt32(10))).With(ledger);

    /// <summary>Moves the head from where it stands; a division by zero where it does not stand there.</summary>
    public void Move(RoundTrip trip, long ledger, in LedgerHead from, in LedgerHead to) => Move(trip, _move, ledger, from, to);

    /// <summary>The same where nobody looked at the schema's version; a division by zero where it is newer, too.</summary>
    public void MoveOnWord(RoundTrip trip, long ledger, in LedgerHead from, in LedgerHead to, int version) =>
        Move(trip, _moveOnWord, ledger, from, to).With(version);

    // The division fails where no row was changed, and then nothing after it is run, the commit neither.
    private static string Move(SchemaName schema, string condition) =>
        $"""
        WITH moved AS (
          UPDATE {schema.Prefix}heads SET sequence = $2, postings = $3, commits = $4, wallets = $5, accounts = $6, rules = $7, answers = $8,
            recorded_at = $9, hash = $10
          WHERE ledger = $1 AND sequence = $11 AND commits = $12 AND answers = $13 AND recorded_at = $14 AND hash = $15{condition}
          RETURNING 1)
        SELECT 1 / count(*) FROM moved
        """;

    private static RoundTrip.Arguments Move(RoundTrip trip, string sql, long ledger, in LedgerHead from, in LedgerHead to) =>
        trip.Call(sql).With(ledger).With(to.Sequence).With(to.Postings).With(to.Commits).With(to.Wallets).With(to.Accounts)
            .With(to.Rules).With(to.Answers).With(to.RecordedAt).With(Column.Hash(to.Hash))
            .With(from.Sequence).With(from.Commits).With(from.Answers).With(from.RecordedAt).With(Column.Hash(from.Hash));

    private LedgerHead Read(NpgsqlDataReader row, long ledger)
    {
        if (!row.GetBoolean(9))
        {
            learnt.HasNoPlainKeys(ledger);
        }

        return new LedgerHead(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetInt64(6), row.GetInt64(7),
            row.Hash(8));
    }
}
