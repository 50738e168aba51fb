using System.Text;
using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What wallets are, read together with their accounts and what those hold.</summary>
internal sealed class WalletsTable(SchemaName schema)
{
    private const int AccountColumn = 10;

    private readonly string _s = schema.Prefix;

    private readonly string _postings = PostingsTable.Lateral(schema);

    private readonly string _put =
        $"""
        INSERT INTO {schema.Prefix}wallets (ledger, wallet, opened_at, updated_at, kind, state, owner_id, application_id, label, restrictions, metadata)
        SELECT $1, unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::integer[]), unnest($6::integer[]),
          unnest($7::text[]), unnest($8::text[]), unnest($9::text[]), unnest($10::text[]), unnest($11::text[])
        ON CONFLICT (ledger, wallet) DO UPDATE SET opened_at = excluded.opened_at, updated_at = excluded.updated_at, kind = excluded.kind,
          state = excluded.state, owner_id = excluded.owner_id, application_id = excluded.application_id, label = excluded.label,
          restrictions = excluded.restrictions, metadata = excluded.metadata
        """;

    public void Put(RoundTrip trip, long ledger, ReadOnlySpan<WalletRow> rows)
    {
        if (!rows.IsEmpty)
        {
            trip.Run(_put).With(ledger)
                .With(Column.Of(rows, static (in row) => row.Ordinal))
                .With(Column.Of(rows, static (in row) => row.OpenedAt))
                .With(Column.Of(rows, static (in row) => row.UpdatedAt))
                .With(Column.Of(rows, static (in row) => (int)row.Kind))
                .With(Column.Of(rows, static (in row) => (int)row.State))
                .With(Column.Of(rows, static (in row) => row.OwnerId))
                .With(Column.Of(rows, static (in row) => row.ApplicationId))
                .With(Column.Of(rows, static (in row) => row.Label))
                .With(Column.Of(rows, static (in row) => RestrictionsText.Write(row.Restrictions)))
                .With(Column.Of(rows, static (in row) => row.Metadata));
        }
    }

    public void Find(RoundTrip trip, long ledger, long[] wallets, WalletCollector into) =>
        trip.Read(FactsOf("SELECT DISTINCT unnest($2::bigint[])"), into.Rows()).With(ledger).With(wallets);

    public void FindOwners(RoundTrip trip, long ledger, ReadOnlySpan<OwnerKey> owners, WalletCollector into) =>
        trip.Read(
                FactsOf(
                    $"""
                    SELECT DISTINCT o.wallet
                    FROM (SELECT unnest($2::text[]) AS owner_id, unnest($3::text[]) AS application_id, unnest($4::text[]) AS label) n
                    JOIN {_s}wallets o ON o.ledger = $1 AND o.owner_id = n.owner_id AND o.application_id = n.application_id AND o.label = n.label
                    """),
                into.Rows())
            .With(ledger)
            .With(Column.Of(owners, static (in owner) => owner.OwnerId))
            .With(Column.Of(owners, static (in owner) => owner.ApplicationId))
            .With(Column.Of(owners, static (in owner) => owner.Label));

    public void FindNumbers(RoundTrip trip, long ledger, string[] numbers, WalletCollector into) =>
        trip.Read(FactsOf($"SELECT DISTINCT n.wallet FROM {_s}accounts n WHERE n.ledger = $1 AND n.number = ANY($2)"), into.Rows())
            .With(ledger).With(numbers);

    /// <summary>The wallets in the postings of those transactions.</summary>
    public void OfTransactions(RoundTrip trip, long ledger, long[] sequences, WalletCollector into) =>
        trip.Read(
                FactsOf(
                    $"""
                    SELECT DISTINCT n.wallet FROM {_s}transactions t
                    CROSS JOIN {_postings}
                    CROSS JOIN LATERAL (VALUES (p.debit_account), (p.credit_account)) AS side(account)
                    JOIN {_s}accounts n ON n.ledger = t.ledger AND n.account = side.account
                    WHERE t.ledger = $1 AND t.sequence = ANY($2)
                    """),
                into.Rows())
            .With(ledger).With(sequences);

    /// <summary>The wallets whose money those freeze records hold.</summary>
    public void OfFreezes(RoundTrip trip, long ledger, long[] freezes, WalletCollector into) =>
        trip.Read(FactsOf(OfFreezesWhere("f.freeze_record = ANY($2)")), into.Rows()).With(ledger).With(freezes);

    /// <summary>The wallets of the freeze records of some accounts that are due.</summary>
    public void OfDueFreezes(RoundTrip trip, long ledger, long[] accounts, long expiresAtMax, WalletCollector into) =>
        trip.Read(FactsOf(OfFreezesWhere(FreezesTable.IsDue)), into.Rows()).With(ledger).With(accounts).With(expiresAtMax);

    public void List(RoundTrip trip, long ledger, WalletFilter filter, long after, int limit, WalletCollector into)
    {
        var sql = new StringBuilder($"SELECT n.wallet FROM {_s}wallets n WHERE n.ledger = $1 AND n.wallet > $2");
        Condition(filter.OwnerId, "n.owner_id = $4", "$4::text IS NULL");
        Condition(filter.ApplicationId, "n.application_id = $5", "$5::text IS NULL");
        Condition(filter.Label, "n.label = $6", "$6::text IS NULL");
        Condition(filter.Kind, "n.kind = $7", "$7::integer IS NULL");
        Condition(filter.State, "n.state = $8", "$8::integer IS NULL");
        Condition(
            filter.Currency,
            $"EXISTS (SELECT 1 FROM {_s}accounts c WHERE c.ledger = $1 AND c.wallet = n.wallet AND c.currency = $9 AND NOT c.closed)",
            "$9::text IS NULL");
        if (filter.Restricted is { } restricted)
        {
            sql.Append(restricted ? " AND n.restrictions IS NOT NULL" : " AND n.restrictions IS NULL");
        }

        sql.Append(" ORDER BY n.wallet LIMIT $3");
        trip.Read(FactsOf(sql.ToString()), into.Rows()).With(ledger).With(after).With((long)limit)
            .WithText(filter.OwnerId).WithText(filter.ApplicationId).WithText(filter.Label).With((int?)filter.Kind).With((int?)filter.State)
            .WithText(filter.Currency);

        // A condition that is not wanted still mentions its parameter, so that the others keep their numbers.
        void Condition(object? wanted, string holds, string unused) => sql.Append(" AND ").Append(wanted is null ? unused : holds);
    }

    /// <summary>Reads a wallet, whose account follows.</summary>
    public static WalletRow Read(NpgsqlDataReader row) => new()
    {
        Ordinal = row.GetInt64(0),
        OwnerId = row.GetString(1),
        ApplicationId = row.GetString(2),
        Label = row.GetString(3),
        Kind = (WalletKind)row.GetInt32(4),
        State = (WalletState)row.GetInt32(5),
        Restrictions = RestrictionsText.Read(row.TextOrNull(6)),
        Metadata = row.TextOrNull(7),
        OpenedAt = row.GetInt64(8),
        UpdatedAt = row.GetInt64(9),
    };

    /// <summary>The account that follows the wallet in its row; null when the wallet has none.</summary>
    public static AccountFacts? ReadAccount(NpgsqlDataReader row) => row.IsDBNull(AccountColumn) ? null : AccountsTable.Read(row, AccountColumn);

    private string OfFreezesWhere(string condition) =>
        $"""
        SELECT DISTINCT n.wallet FROM {_s}freezes f JOIN {_s}accounts n ON n.ledger = f.ledger AND n.account = f.account
        WHERE f.ledger = $1 AND {condition}
        """;

    /// <summary>Wallets with their accounts, a row for each account, by ordinals.</summary>
    private string FactsOf(string wallets) =>
        $"""
        SELECT w.wallet, w.owner_id, w.application_id, w.label, w.kind, w.state, w.restrictions, w.metadata, w.opened_at, w.updated_at,
          {AccountsTable.Columns("a", "b")}
        FROM ({wallets}) AS wanted(wallet) JOIN {_s}wallets w ON w.ledger = $1 AND w.wallet = wanted.wallet
        LEFT JOIN {_s}accounts a ON a.ledger = w.ledger AND a.wallet = w.wallet
        LEFT JOIN {_s}balances b ON b.ledger = a.ledger AND b.account = a.account
        ORDER BY w.wallet, a.account
        """;
}
