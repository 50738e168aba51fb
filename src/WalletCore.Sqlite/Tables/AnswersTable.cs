using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The refusals kept for their keys.</summary>
internal sealed class AnswersTable(Database database)
{
    private Statement InsertRow => field ??= database.Prepare(
        "INSERT INTO answers (id, idempotency_key, fingerprint, recorded_at, sequence, refusal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private Statement ById => field ??= database.Prepare(
        "SELECT id, idempotency_key, fingerprint, recorded_at, refusal FROM answers WHERE id = ?1");

    private Statement KeyById => field ??= database.Prepare("SELECT idempotency_key FROM answers WHERE id = ?1");

    private Statement SequenceById => field ??= database.Prepare("SELECT sequence FROM answers WHERE id = ?1");

    private Statement KeysInRange => field ??= database.Prepare(
        "SELECT id, idempotency_key FROM answers WHERE id > ?1 AND id <= ?2 ORDER BY id");

    private Statement LastByKeyInRange => field ??= database.Prepare(
        "SELECT id FROM answers WHERE id > ?2 AND id <= ?3 AND idempotency_key = ?1 ORDER BY id DESC LIMIT 1");

    /// <param name="scope">The ledger.</param>
    /// <param name="answer">The refusal.</param>
    /// <param name="sequence">Where the journal stands after the commit that keeps it.</param>
    public void Add(LedgerScope scope, AnswerRow answer, long sequence)
    {
        var row = InsertRow.Bind(1, scope.NewRow(answer.Ordinal)).BindText(2, answer.Key).Bind(4, answer.RecordedAt).Bind(5, sequence)
            .BindText(6, answer.Refusal);
        row.BindFingerprint(3, answer.Fingerprint);
        row.Run("Writing a kept refusal");
    }

    public AnswerRow? Find(long row)
    {
        var found = ById.Bind(1, row);
        if (!found.Read())
        {
            return null;
        }

        var answer = new AnswerRow
        {
            Ordinal = LedgerScope.Ordinal(found.Int64(0)),
            Key = found.Text(1),
            Fingerprint = FingerprintBytes.Read(found.Bytes(2)),
            RecordedAt = found.Int64(3),
            Refusal = found.Text(4),
        };
        found.Reset();
        return answer;
    }

    /// <summary>The key of that row; null when the row is not there in this connection's view.</summary>
    public string? Key(long row)
    {
        var found = KeyById.Bind(1, row);
        var key = found.Read() ? found.Text(0) : null;
        found.Reset();
        return key;
    }

    /// <summary>Where the journal stood when that answer was kept.</summary>
    public long Sequence(long row)
    {
        var found = SequenceById.Bind(1, row);
        var sequence = found.Read() ? found.Int64(0) : 0;
        found.Reset();
        return sequence;
    }

    /// <summary>Visits the keys of the answers after one and through another, in order.</summary>
    public void VisitKeys(LedgerScope scope, long after, long through, KeyVisitor visit)
    {
        var row = KeysInRange.Bind(1, scope.Bound(after)).Bind(2, scope.Bound(through));
        while (row.Read())
        {
            visit(row.Int64(0), row.Bytes(1));
        }
    }

    /// <summary>The newest row with that key after one answer and through another, found by reading them; zero when there is none.</summary>
    public long LastWithKey(LedgerScope scope, string key, long after, long through)
    {
        var found = LastByKeyInRange.BindText(1, key).Bind(2, scope.Bound(after)).Bind(3, scope.Bound(through));
        var row = found.Read() ? found.Int64(0) : 0;
        found.Reset();
        return row;
    }
}
