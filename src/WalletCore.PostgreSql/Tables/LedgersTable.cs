using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The registered ledgers. A row is changed once at most, when a hidden ledger gets its name.</summary>
internal sealed class LedgersTable(SchemaName schema)
{
    private readonly string _byName = $"SELECT id, name, created_at FROM {schema.Prefix}ledgers WHERE name = $1";

    private readonly string _all = $"SELECT id, name, created_at FROM {schema.Prefix}ledgers";

    private readonly string _insert =
        $"INSERT INTO {schema.Prefix}ledgers (ledger, created_at, id, name) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

    private readonly string _lockHidden = $"SELECT id, name, created_at FROM {schema.Prefix}ledgers WHERE id = $1 FOR UPDATE";

    private readonly string _lockForShift = $"SELECT FROM {schema.Prefix}ledgers WHERE ledger = $1 FOR NO KEY UPDATE";

    // The division fails where no row was changed, as in HeadsTable.
    private readonly string _name =
        $"""
        WITH named AS (UPDATE {schema.Prefix}ledgers SET name = $2 WHERE ledger = $1 RETURNING 1) SELECT 1 / count(*) FROM named
        """;

    private readonly string _delete = $"DELETE FROM {schema.Prefix}ledgers WHERE ledger = $1";

    /// <summary>Finds the ledger and keeps others from naming or removing it.</summary>
    public void Lock(RoundTrip trip, LedgerId ledger, Action<LedgerRow> found) => trip.Read(_lockHidden, row => found(Read(row))).With(ledger.ToString());

    /// <summary>Waits until nobody else has locked the row in this way, or in the other one.</summary>
    public void LockForShift(RoundTrip trip, long ledger) => trip.Call(_lockForShift).With(ledger);

    public void SetName(RoundTrip trip, long ledger, string name) => trip.Call(_name).With(ledger).With(name);

    public void Delete(RoundTrip trip, long ledger) => trip.Run(_delete).With(ledger);

    public void FindByName(RoundTrip trip, string name, Action<LedgerRow> found) => trip.Read(_byName, row => found(Read(row))).With(name);

    public void List(RoundTrip trip, List<LedgerRow> into) => trip.Read(_all, row => into.Add(Read(row)));

    /// <summary>Adds the ledger, unless its name or its id is taken.</summary>
    public void Add(RoundTrip trip, LedgerRow ledger) =>
        trip.Run(_insert).With(LedgerKey.Of(ledger.Id)).With(ledger.CreatedAt).With(ledger.Id.ToString()).With(ledger.Name);

    private static LedgerRow Read(NpgsqlDataReader row) => new(LedgerId.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(2));
}
