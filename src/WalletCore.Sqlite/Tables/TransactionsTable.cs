using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The journal's headers.</summary>
internal sealed class TransactionsTable(Database database)
{
    private const string PlainColumns =
        "id, recorded_at, rule, first_posting, posting_count, amount, currency, business_day, idempotency_key, fingerprint, reference, "
        + "original, freeze, wallet";

    private const string Columns =
        PlainColumns + ", changes, description, channel, correlation_id, reason, actor_id, actor_roles, metadata";

    // Most transactions carry neither notes nor changes; binding eight NULLs each would be a tenth of a transfer's calls.
    private readonly RowInsert _insertPlain = new(database, $"INSERT INTO transactions ({PlainColumns})", 14);

    private readonly RowInsert _insert = new(database, $"INSERT INTO transactions ({Columns})", 22);

    private Statement ById => field ??= database.Prepare($"SELECT {Columns} FROM transactions WHERE id = ?1");

    private Statement PageById => field ??= database.Prepare(
        $"SELECT {Columns} FROM transactions WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3");

    private Statement PageByReference => field ??= database.Prepare(
        $"SELECT {Columns} FROM transactions WHERE reference = ?1 AND id > ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4");

    private Statement PageByOriginal => field ??= database.Prepare(
        $"SELECT {Columns} FROM transactions WHERE original = ?1 AND original <> 0 AND id > ?2 AND id <= ?3 ORDER BY id LIMIT ?4");

    private Statement AnyByReference => field ??= database.Prepare(
        "SELECT 1 FROM transactions WHERE reference = ?1 AND id > ?2 AND id <= ?3 LIMIT 1");

    private Statement KeyById => field ??= database.Prepare("SELECT idempotency_key FROM transactions WHERE id = ?1");

    private Statement KeysInRange => field ??= database.Prepare(
        "SELECT id, idempotency_key FROM transactions WHERE id > ?1 AND id <= ?2 AND idempotency_key IS NOT NULL ORDER BY id");

    private Statement LastByKeyInRange => field ??= database.Prepare(
        "SELECT id FROM transactions WHERE id > ?2 AND id <= ?3 AND idempotency_key = ?1 ORDER BY id DESC LIMIT 1");

    public void Add(LedgerScope scope, ReadOnlySpan<TransactionRow> transactions)
    {
        while (!transactions.IsEmpty)
        {
            var isPlain = IsPlain(transactions[0]);
            var length = 1;
            while (length < transactions.Length && IsPlain(transactions[length]) == isPlain)
            {
                length++;
            }

            var alike = transactions[..length];
            if (isPlain)
            {
                _insertPlain.Write(scope, alike, BindPlain, "Writing a transaction");
            }
            else
            {
                _insert.Write(scope, alike, Bind, "Writing a transaction");
            }

            transactions = transactions[length..];
        }
    }

    public bool TryFind(long row, out TransactionRow transaction)
    {
        var found = ById.Bind(1, row);
        if (!found.Read())
        {
            transaction = default;
            return false;
        }

        transaction = Read(found);
        found.Reset();
        return true;
    }

    public List<TransactionRow> Page(LedgerScope scope, long after, int limit) =>
        ReadAll(PageById.Bind(1, scope.Bound(after)).Bind(2, scope.Last).Bind(3, limit));

    public List<TransactionRow> ByReference(LedgerScope scope, string reference, long before, int limit) =>
        ReadAll(PageByReference.BindText(1, reference).Bind(2, scope.Base).Bind(3, scope.BoundBefore(before)).Bind(4, limit));

    public List<TransactionRow> ByOriginal(LedgerScope scope, long original, long after, int limit) =>
        ReadAll(PageByOriginal.Bind(1, original).Bind(2, scope.Bound(after)).Bind(3, scope.Last).Bind(4, limit));

    public bool IsReferenceTaken(LedgerScope scope, string reference)
    {
        var found = AnyByReference.BindText(1, reference).Bind(2, scope.Base).Bind(3, scope.Last);
        var taken = found.Read();
        found.Reset();
        return taken;
    }

    /// <summary>The key of that row; null when the row, or its key, is not there in this connection's view.</summary>
    public string? Key(long row)
    {
        var found = KeyById.Bind(1, row);
        var key = found.Read() ? found.TextOrNull(0) : null;
        found.Reset();
        return key;
    }

    /// <summary>Visits the keys of the transactions after one and through another, in order.</summary>
    public void VisitKeys(LedgerScope scope, long after, long through, KeyVisitor visit)
    {
        var row = KeysInRange.Bind(1, scope.Bound(after)).Bind(2, scope.Bound(through));
        while (row.Read())
        {
            visit(row.Int64(0), row.Bytes(1));
        }
    }

    /// <summary>The newest row with that key after one transaction and through another, found by reading them; zero when there is none.</summary>
    public long LastWithKey(LedgerScope scope, string key, long after, long through)
    {
        var found = LastByKeyInRange.BindText(1, key).Bind(2, scope.Bound(after)).Bind(3, scope.Bound(through));
        var row = found.Read() ? found.Int64(0) : 0;
        found.Reset();
        return row;
    }

    private static bool IsPlain(in TransactionRow transaction) => transaction.Notes is null && transaction.Changes is null;

    private static void BindPlain(Statement row, int before, LedgerScope scope, in TransactionRow transaction)
    {
        row.Bind(before + 1, scope.NewRow(transaction.Sequence)).Bind(before + 2, transaction.RecordedAt).Bind(before + 3, transaction.Rule)
            .Bind(before + 4, transaction.FirstPosting).Bind(before + 5, transaction.PostingCount).BindAmount(before + 6, transaction.AmountMinor)
            .BindText(before + 7, transaction.Currency).Bind(before + 8, transaction.BusinessDay).BindText(before + 9, transaction.Key)
            .BindText(before + 11, transaction.Reference).Bind(before + 12, transaction.Original).Bind(before + 13, transaction.Freeze)
            .Bind(before + 14, transaction.Wallet);
        if (transaction.Key is null && transaction.Fingerprint == default)
        {
            row.BindNull(before + 10);
        }
        else
        {
            row.BindFingerprint(before + 10, transaction.Fingerprint);
        }
    }

    private static void Bind(Statement row, int before, LedgerScope scope, in TransactionRow transaction)
    {
        BindPlain(row, before, scope, transaction);
        var notes = transaction.Notes;
        row.BindText(before + 15, transaction.Changes).BindText(before + 16, notes?.Description).BindText(before + 17, notes?.Channel)
            .BindText(before + 18, notes?.CorrelationId).BindText(before + 19, notes?.Reason).BindText(before + 20, notes?.ActorId)
            .BindText(before + 21, notes?.ActorRoles).BindText(before + 22, notes?.Metadata);
    }

    private static List<TransactionRow> ReadAll(Statement rows)
    {
        var transactions = new List<TransactionRow>();
        while (rows.Read())
        {
            transactions.Add(Read(rows));
        }

        return transactions;
    }

    private static TransactionRow Read(Statement row) => new()
    {
        Sequence = LedgerScope.Ordinal(row.Int64(0)),
        RecordedAt = row.Int64(1),
        Rule = row.Int32(2),
        FirstPosting = row.Int64(3),
        PostingCount = row.Int32(4),
        AmountMinor = row.Amount(5),
        Currency = row.TextOrNull(6),
        BusinessDay = row.Int32(7),
        Key = row.TextOrNull(8),
        Fingerprint = FingerprintBytes.Read(row.Bytes(9)),
        Reference = row.TextOrNull(10),
        Original = row.Int64(11),
        Freeze = row.Int64(12),
        Wallet = row.Int64(13),
        Changes = row.TextOrNull(14),
        Notes = ReadNotes(row),
    };

    private static TransactionNotes? ReadNotes(Statement row)
    {
        const int first = 15;
        const int last = 21;
        for (var column = first; column <= last; column++)
        {
            if (!row.IsNull(column))
            {
                return new TransactionNotes
                {
                    Description = row.TextOrNull(first),
                    Channel = row.TextOrNull(16),
                    CorrelationId = row.TextOrNull(17),
                    Reason = row.TextOrNull(18),
                    ActorId = row.TextOrNull(19),
                    ActorRoles = row.TextOrNull(20),
                    Metadata = row.TextOrNull(last),
                };
            }
        }

        return null;
    }
}
