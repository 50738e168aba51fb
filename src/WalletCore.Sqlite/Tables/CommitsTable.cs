using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The commits and the links of the chain.</summary>
internal sealed class CommitsTable(Database database)
{
    private Statement InsertRow => field ??= database.Prepare(
        "INSERT INTO commits (id, first_sequence, last_sequence, recorded_at, hash) VALUES (?1, ?2, ?3, ?4, ?5)");

    private Statement PageById => field ??= database.Prepare(
        "SELECT id, first_sequence, last_sequence, recorded_at, hash FROM commits WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3");

    public void Add(LedgerScope scope, in CommitRow commit)
    {
        var row = InsertRow;
        row.Bind(1, scope.NewRow(commit.Number)).Bind(2, commit.FirstSequence).Bind(3, commit.LastSequence).Bind(4, commit.RecordedAt);
        HashBytes.Bind(row, 5, commit.Hash);
        row.Run("Writing a commit");
    }

    public List<CommitRow> Page(LedgerScope scope, long after, int limit)
    {
        var commits = new List<CommitRow>();
        var row = PageById.Bind(1, scope.Bound(after)).Bind(2, scope.Last).Bind(3, limit);
        while (row.Read())
        {
            commits.Add(new CommitRow(LedgerScope.Ordinal(row.Int64(0)), row.Int64(1), row.Int64(2), row.Int64(3), HashBytes.Read(row, 4)));
        }

        return commits;
    }
}
