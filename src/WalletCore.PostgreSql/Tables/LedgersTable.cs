using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The registered ledgers. Rows are never changed.</summary>
internal sealed class LedgersTable(SchemaName schema)
{
    private readonly string _byName = $"SELECT id, name, created_at FROM {schema.Prefix}ledgers WHERE name = $1";

    private readonly string _all = $"SELECT id, name, created_at FROM {schema.Prefix}ledgers";

    private readonly string _insert =
        $"INSERT INTO {schema.Prefix}ledgers (ledger, created_at, id, name) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

    public void FindByName(RoundTrip trip, string name, Action<LedgerRow> found) => trip.Read(_byName, row => found(Read(row))).With(name);

    public void List(RoundTrip trip, List<LedgerRow> into) => trip.Read(_all, row => into.Add(Read(row)));

    /// <summary>Adds the ledger, unless its name or its id is taken.</summary>
    public void Add(RoundTrip trip, LedgerRow ledger) =>
        trip.Run(_insert).With(LedgerKey.Of(ledger.Id)).With(ledger.CreatedAt).With(ledger.Id.ToString()).With(ledger.Name);

    private static LedgerRow Read(NpgsqlDataReader row) => new(LedgerId.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(2));
}
