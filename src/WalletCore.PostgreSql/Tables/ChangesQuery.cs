using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What movements have changed since a commit: the balances of the accounts in the postings after it.</summary>
internal sealed class ChangesQuery(SchemaName schema)
{
    /// <summary>After how many transactions or postings it is cheaper to forget what is known, and to load what is needed.</summary>
    private const int LengthMax = 4_096;

    // That the commit is there, link and all, tells that the ledger's history is the one in which the caller left it, whatever was restored since.
    private readonly string _isAll =
        $"""
        SELECT h.sequence BETWEEN $2 AND $6 AND h.postings BETWEEN $3 AND $7
          AND EXISTS (SELECT FROM {schema.Prefix}commits c WHERE c.ledger = $1 AND c.number = $4 AND c.hash = $5)
          AND NOT EXISTS (
            SELECT FROM {schema.Prefix}transactions t WHERE t.ledger = $1 AND t.sequence > $2 AND t.sequence <= $6
              AND (t.wallet IS NOT NULL OR t.freeze_record IS NOT NULL OR t.original IS NOT NULL OR t.changes IS NOT NULL))
        FROM {schema.Prefix}heads h WHERE h.ledger = $1
        """;

    // The accounts as a list, so that the planner finds each by its key, however many it believes there to be; those that occur twice are found once.
    // One row of arrays: as many as change in a shift cost more by the row than by what is in it.
    private readonly string _balances =
        $"""
        SELECT {BalancesTable.Arrays("b")} FROM {schema.Prefix}balances b
        WHERE b.ledger = $1 AND b.account = ANY (ARRAY(
          SELECT p.debit_account FROM {schema.Prefix}postings p WHERE p.ledger = $1 AND p.posting > $2 AND p.posting <= $3
          UNION ALL SELECT p.credit_account FROM {schema.Prefix}postings p WHERE p.ledger = $1 AND p.posting > $2 AND p.posting <= $3))
        """;

    /// <summary>Tells the state what has changed, or nothing where that is not all.</summary>
    public void Since(RoundTrip trip, long ledger, in LedgerHead head, LedgerState into)
    {
        trip.Read(_isAll, row => into.ChangedBalances = row.GetBoolean(0) ? [] : null)
            .With(ledger).With(head.Sequence).With(head.Postings).With(head.Commits).With(Column.Hash(head.Hash))
            .With(Last(head.Sequence)).With(Last(head.Postings));
        trip.Read(_balances, row => into.ChangedBalances?.AddRange(BalancesTable.ReadArrays(row))).With(ledger).With(head.Postings)
            .With(Last(head.Postings));
    }

    private static long Last(long ordinal) => Math.Min(ordinal, long.MaxValue - LengthMax) + LengthMax;
}
