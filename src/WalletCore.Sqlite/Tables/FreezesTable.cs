using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>Freeze records, by the sequence of the transaction that made them.</summary>
internal sealed class FreezesTable(Database database)
{
    private const string Columns =
        "id, account, amount, remaining, captured, status, mode, reason, expires_at, created_at, settled_at";

    // Spelled out so that SQLite may use the partial indexes, which it cannot with a bound status.
    private const string IsActive = "status = 0";

    private const string OfWallet =
        "account IN (SELECT a.id & 0xFFFFFFFFFF FROM accounts a WHERE a.wallet = ?4 AND a.id > ?5 AND a.id <= ?2)";

    private readonly Dictionary<string, Statement> _lists = new(StringComparer.Ordinal);

    private Statement Upsert => field ??= database.Prepare(
        $"""
        INSERT INTO freezes ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (id) DO UPDATE SET account = excluded.account, amount = excluded.amount, remaining = excluded.remaining,
          captured = excluded.captured, status = excluded.status, mode = excluded.mode, reason = excluded.reason,
          expires_at = excluded.expires_at, created_at = excluded.created_at, settled_at = excluded.settled_at
        """);

    private Statement ById => field ??= database.Prepare($"SELECT {Columns} FROM freezes WHERE id = ?1");

    private Statement Due => field ??= database.Prepare(
        $"SELECT {Columns} FROM freezes WHERE account = ?1 AND expires_at <= ?2 AND expires_at IS NOT NULL AND {IsActive} AND id > ?3 AND id <= ?4");

    public void Put(LedgerScope scope, FreezeRow freeze) =>
        Upsert.Bind(1, scope.NewRow(freeze.Ordinal)).Bind(2, freeze.Account).BindAmount(3, freeze.Amount).BindAmount(4, freeze.Remaining)
            .BindAmount(5, freeze.Captured).Bind(6, (int)freeze.Status).Bind(7, (int)freeze.Mode).BindText(8, freeze.Reason)
            .Bind(9, freeze.ExpiresAt).Bind(10, freeze.CreatedAt).Bind(11, freeze.SettledAt).Run("Writing a freeze record");

    public FreezeRow? Find(LedgerScope scope, long freeze) => ReadAll(ById.Bind(1, scope.Row(freeze))) is [var found] ? found : null;

    /// <summary>The records of an account that are stored as active and expire at or before that time.</summary>
    public List<FreezeRow> FindDue(LedgerScope scope, long account, long expiresAtMax) =>
        ReadAll(Due.Bind(1, account).Bind(2, expiresAtMax).Bind(3, scope.Base).Bind(4, scope.Last));

    public List<FreezeRow> List(LedgerScope scope, FreezeFilter filter, long after, int limit)
    {
        var status = filter.Status switch
        {
            null => "",
            FreezeStatus.Active => $" AND {IsActive}",
            _ => " AND status = ?6",
        };
        var sql = $"SELECT {Columns} FROM freezes WHERE id > ?1 AND id <= ?2{status}"
            + (filter.Wallet is null ? "" : $" AND {OfWallet}")
            + (filter.ExpiresAtMax is null ? "" : " AND id >> 40 = ?7 AND expires_at <= ?8 AND expires_at IS NOT NULL")
            + " ORDER BY id LIMIT ?3";
        if (!_lists.TryGetValue(sql, out var rows))
        {
            _lists[sql] = rows = database.Prepare(sql);
        }

        rows.Bind(1, scope.Bound(after)).Bind(2, scope.Last).Bind(3, limit);
        if (filter.Wallet is { } wallet)
        {
            rows.Bind(4, wallet).Bind(5, scope.Base);
        }

        if (filter.Status is { } wanted and not FreezeStatus.Active)
        {
            rows.Bind(6, (int)wanted);
        }

        if (filter.ExpiresAtMax is { } latest)
        {
            rows.Bind(7, scope.Number).Bind(8, latest);
        }

        return ReadAll(rows);
    }

    private static List<FreezeRow> ReadAll(Statement row)
    {
        var freezes = new List<FreezeRow>();
        while (row.Read())
        {
            freezes.Add(new FreezeRow
            {
                Ordinal = LedgerScope.Ordinal(row.Int64(0)),
                Account = row.Int64(1),
                Amount = row.Amount(2),
                Remaining = row.Amount(3),
                Captured = row.Amount(4),
                Status = (FreezeStatus)row.Int32(5),
                Mode = (CaptureMode)row.Int32(6),
                Reason = row.TextOrNull(7),
                ExpiresAt = row.Int64OrNull(8),
                CreatedAt = row.Int64(9),
                SettledAt = row.Int64OrNull(10),
            });
        }

        return freezes;
    }
}
