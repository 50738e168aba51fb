using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The refusals kept for their keys.</summary>
internal sealed class AnswersTable(Database database)
{
    private Statement InsertRow => field ??= database.Prepare(
        "INSERT INTO answers (id, idempotency_key, fingerprint, recorded_at, sequence, refusal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private Statement ById => field ??= database.Prepare(
        "SELECT id, idempotency_key, fingerprint, recorded_at, refusal, sequence FROM answers WHERE id = ?1");

    private Statement PageById => field ??= database.Prepare(
        "SELECT id, idempotency_key, fingerprint, recorded_at, refusal, sequence FROM answers WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3");

    private Statement KeyById => field ??= database.Prepare("SELECT idempotency_key FROM answers WHERE id = ?1");

    private Statement SequenceById => field ??= database.Prepare("SELECT sequence FROM answers WHERE id = ?1");

    private Statement KeysInRange => field ??= database.Prepare(
        "SELECT id, idempotency_key FROM answers WHERE id > ?1 AND id <= ?2 ORDER BY id");

    private Statement LastByKeyInRange => field ??= database.Prepare(
        "SELECT id FROM answers WHERE id > ?2 AND id <= ?3 AND idempotency_key = ?1 ORDER BY id DESC LIMIT 1");

    public void Add(LedgerScope scope, AnswerRow answer)
    {
        var row = InsertRow.Bind(1, scope.NewRow(answer.Ordinal)).BindText(2, answer.Key).Bind(4, answer.RecordedAt).Bind(5, answer.Sequence)
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

        var answer = Read(found);
        found.Reset();
        return answer;
    }

    public List<AnswerRow> Page(LedgerScope scope, long after, int limit)
    {
        var answers = new List<AnswerRow>();
        var row = PageById.Bind(1, scope.Bound(after)).Bind(2, scope.Last).Bind(3, limit);
        while (row.Read())
        {
            answers.Add(Read(row));
        }

        return answers;
    }

    /// <summary>The key of that row; null when the row is not there in this connection's view.</summary>
    public string? Key(long row)
    {
        var found = KeyById.Bind(1, row);
        var key = found.Read() ? found.Text(0) : null;
        found.Reset();
        return key;
    }

    /// <summary>The last sequence when that answer was kept.</summary>
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

    private static AnswerRow Read(Statement row) => new()
    {
        Ordinal = LedgerScope.Ordinal(row.Int64(0)),
        Key = row.Text(1),
        Fingerprint = FingerprintBytes.Read(row.Bytes(2)),
        RecordedAt = row.Int64(3),
        Refusal = row.Text(4),
        Sequence = row.Int64(5),
    };
}
