using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>Which runs the key index has; their keys are in <see cref="KeySegmentsTable"/>.</summary>
internal sealed class KeyRunsTable(Database database)
{
    private Statement OfLedger => field ??= database.Prepare(
        "SELECT id, level, first_segment, segment_bits, segments, keys FROM key_runs WHERE id > ?1 AND id <= ?2 ORDER BY id");

    private Statement PutRow => field ??= database.Prepare(
        "INSERT OR REPLACE INTO key_runs (id, level, first_segment, segment_bits, segments, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private Statement DeleteRow => field ??= database.Prepare("DELETE FROM key_runs WHERE id = ?1");

    /// <summary>The ledger's runs by number.</summary>
    public List<KeyRunRow> List(LedgerScope scope)
    {
        var runs = new List<KeyRunRow>();
        var row = OfLedger.Bind(1, scope.Base).Bind(2, scope.Last);
        while (row.Read())
        {
            runs.Add(Read(row));
        }

        return runs;
    }

    public void Put(LedgerScope scope, KeyRunRow run) =>
        PutRow.Bind(1, scope.NewRow(run.Number)).Bind(2, run.Level).Bind(3, run.First).Bind(4, run.Bits).Bind(5, run.Written).Bind(6, run.Keys)
            .Run("Writing a run of keys");

    public void Delete(LedgerScope scope, KeyRunRow run) => DeleteRow.Bind(1, scope.Row(run.Number)).Run("Removing a run of keys");

    private static KeyRunRow Read(Statement row)
    {
        var run = new KeyRunRow(LedgerScope.Ordinal(row.Int64(0)), row.Int32(1), row.Int64(2), row.Int32(3), row.Int64(4), row.Int64(5));

        // Numbers that no library wrote must not make anybody loop or reach into another ledger's rows.
        return run is { Level: >= KeyRunRow.Dead and <= KeyRunRow.LevelMax, First: > 0, Bits: >= 0 and <= KeyRunRow.BitsMax, Keys: >= 0 } && run.Written >= 0 && run.Written <= run.Segments
            && run.First <= LedgerScope.OrdinalMax - run.Segments
            ? run
            : throw new FormatException($"Run {run.Number} of the key index has numbers that cannot be.");
    }
}
