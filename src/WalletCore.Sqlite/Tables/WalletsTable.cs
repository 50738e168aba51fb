using System.Text;
using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>What wallets are.</summary>
internal sealed class WalletsTable(Database database)
{
    private const string Columns =
        "id, owner_id, application_id, label, kind, state, restrictions, metadata, opened_at, updated_at";

    private readonly Dictionary<string, Statement> _lists = new(StringComparer.Ordinal);

    private Statement Upsert => field ??= database.Prepare(
        $"""
        INSERT INTO wallets ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, application_id = excluded.application_id, label = excluded.label,
          kind = excluded.kind, state = excluded.state, restrictions = excluded.restrictions, metadata = excluded.metadata,
          opened_at = excluded.opened_at, updated_at = excluded.updated_at
        """);

    private Statement ById => field ??= database.Prepare($"SELECT {Columns} FROM wallets WHERE id = ?1");

    private Statement IdByOwner => field ??= database.Prepare(
        "SELECT id FROM wallets WHERE id >> 40 = ?1 AND owner_id = ?2 AND application_id = ?3 AND label = ?4");

    public void Put(LedgerScope scope, WalletRow wallet) =>
        Upsert.Bind(1, scope.NewRow(wallet.Ordinal)).BindText(2, wallet.OwnerId).BindText(3, wallet.ApplicationId).BindText(4, wallet.Label)
            .Bind(5, (int)wallet.Kind).Bind(6, (int)wallet.State).BindText(7, RestrictionsText.Write(wallet.Restrictions))
            .BindText(8, wallet.Metadata).Bind(9, wallet.OpenedAt).Bind(10, wallet.UpdatedAt).Run("Writing a wallet");

    public WalletRow? Find(LedgerScope scope, long wallet) => ReadAll(ById.Bind(1, scope.Row(wallet))) is [var found] ? found : null;

    /// <summary>The ordinal of the wallet with that natural key; zero when there is none.</summary>
    public long FindOwner(LedgerScope scope, OwnerKey owner)
    {
        var row = IdByOwner.Bind(1, scope.Number).BindText(2, owner.OwnerId).BindText(3, owner.ApplicationId).BindText(4, owner.Label);
        var wallet = row.Read() ? LedgerScope.Ordinal(row.Int64(0)) : 0;
        row.Reset();
        return wallet;
    }

    public List<WalletRow> List(LedgerScope scope, WalletFilter filter, long after, int limit)
    {
        var sql = ListSql(filter);
        if (!_lists.TryGetValue(sql, out var rows))
        {
            _lists[sql] = rows = database.Prepare(sql);
        }

        rows.Bind(1, scope.Bound(after)).Bind(2, scope.Last).Bind(3, limit);
        BindUsed(sql, rows, scope, filter);
        return ReadAll(rows);
    }

    private static string ListSql(WalletFilter filter)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM wallets w WHERE w.id > ?1 AND w.id <= ?2");
        Condition(filter.OwnerId, " AND w.id >> 40 = ?10 AND w.owner_id = ?4");
        Condition(filter.ApplicationId, " AND w.application_id = ?5");
        Condition(filter.Label, " AND w.label = ?6");
        Condition(filter.Kind, " AND w.kind = ?7");
        Condition(filter.State, " AND w.state = ?8");
        Condition(filter.Restricted, filter.Restricted == true ? " AND w.restrictions IS NOT NULL" : " AND w.restrictions IS NULL");
        Condition(
            filter.Currency,
            " AND EXISTS (SELECT 1 FROM accounts a WHERE a.wallet = w.id & 0xFFFFFFFFFF AND a.id > ?11 AND a.id <= ?2"
            + " AND a.currency = ?9 AND a.closed = 0)");
        return sql.Append(" ORDER BY w.id LIMIT ?3").ToString();

        void Condition(object? wanted, string text)
        {
            if (wanted is not null)
            {
                sql.Append(text);
            }
        }
    }

    // SQLite refuses to bind a parameter past the last one that the text mentions.
    private static void BindUsed(string sql, Statement rows, LedgerScope scope, WalletFilter filter)
    {
        BindText(4, filter.OwnerId);
        BindText(5, filter.ApplicationId);
        BindText(6, filter.Label);
        BindInteger(7, (int?)filter.Kind);
        BindInteger(8, (int?)filter.State);
        BindText(9, filter.Currency);
        BindInteger(10, sql.Contains("?10", StringComparison.Ordinal) ? scope.Number : null);
        BindInteger(11, sql.Contains("?11", StringComparison.Ordinal) ? scope.Base : null);

        void BindText(int index, string? value)
        {
            if (value is not null)
            {
                rows.BindText(index, value);
            }
        }

        void BindInteger(int index, long? value)
        {
            if (value is not null)
            {
                rows.Bind(index, value);
            }
        }
    }

    private static List<WalletRow> ReadAll(Statement row)
    {
        var wallets = new List<WalletRow>();
        while (row.Read())
        {
            wallets.Add(new WalletRow
            {
                Ordinal = LedgerScope.Ordinal(row.Int64(0)),
                OwnerId = row.Text(1),
                ApplicationId = row.Text(2),
                Label = row.Text(3),
                Kind = (WalletKind)row.Int32(4),
                State = (WalletState)row.Int32(5),
                Restrictions = RestrictionsText.Read(row.TextOrNull(6)),
                Metadata = row.TextOrNull(7),
                OpenedAt = row.Int64(8),
                UpdatedAt = row.Int64(9),
            });
        }

        return wallets;
    }
}
