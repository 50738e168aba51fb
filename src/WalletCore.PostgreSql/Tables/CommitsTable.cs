using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The commits and the links of the chain.</summary>
internal sealed class CommitsTable(SchemaName schema)
{
    private readonly string _insert =
        $"INSERT INTO {schema.Prefix}commits (ledger, number, first_sequence, last_sequence, recorded_at, hash) VALUES ($1, $2, $3, $4, $5, $6)";

    private readonly string _page =
        $"""
        SELECT number, first_sequence, last_sequence, recorded_at, hash FROM {schema.Prefix}commits
        WHERE ledger = $1 AND number > $2 ORDER BY number LIMIT $3
        """;

    public void Add(RoundTrip trip, long ledger, in CommitRow commit) =>
        trip.Run(_insert).With(ledger).With(commit.Number).With(commit.FirstSequence).With(commit.LastSequence).With(commit.RecordedAt)
            .With(Column.Hash(commit.Hash));

    public void Page(RoundTrip trip, long ledger, long after, int limit, List<CommitRow> into) =>
        trip.Read(_page, row => into.Add(new CommitRow(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.Hash(4))))
            .With(ledger).With(after).With((long)limit);
}
