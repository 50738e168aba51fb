using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Shifts;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What the last shifts left for those that follow: one row each.</summary>
internal sealed class HandoversTable(SchemaName schema)
{
    private readonly string _since =
        $"""
        SELECT first_hash, last_hash, last_commit, last_posting, balances FROM {schema.Prefix}handovers
        WHERE ledger = $1 AND last_commit > $2 ORDER BY last_commit
        """;

    private readonly string _sweep = $"DELETE FROM {schema.Prefix}handovers WHERE ledger = $1 AND (last_commit <= $2 OR last_commit >= $3)";

    private readonly string _insert =
        $"""
        INSERT INTO {schema.Prefix}handovers (ledger, last_commit, last_posting, first_hash, last_hash, balances) VALUES ($1, $2, $3, $4, $5, $6)
        """;

    /// <summary>Reads what shifts changed after what is known.</summary>
    public void Since(RoundTrip trip, long ledger, HandedOver known) =>
        trip.Read(_since, row => known.Add(row.Hash(0), row.Hash(1), row.GetInt64(2), row.GetInt64(3), row.Bytes(4))).With(ledger).With(known.LastCommit);

    /// <summary>Writes what a shift changed, and removes what nobody will ask for.</summary>
    /// <param name="trip">The round trip.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="lastUnwanted">The last commit whose handover nobody will ask for; what a commit after this shift's says is of a history that was lost.</param>
    /// <param name="handover">What changed.</param>
    public void Put(RoundTrip trip, long ledger, long lastUnwanted, Handover handover)
    {
        var (first, last) = (handover.Began, handover.Left);
        trip.Run(_sweep).With(ledger).With(lastUnwanted).With(last.Commits);
        trip.Run(_insert).With(ledger).With(last.Commits).With(last.Postings).With(Column.Hash(first.Hash)).With(Column.Hash(last.Hash))
            .With(PackedBalances.Pack(handover.Balances, last.Postings));
    }
}
