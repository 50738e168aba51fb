using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What movements have changed since a commit: what the postings after it made of balances.</summary>
internal sealed class ChangesQuery(SchemaName schema, Learnt learnt)
{
    /// <summary>After how many transactions or postings it is cheaper to forget what is known, and to load what is needed.</summary>
    private const int LengthMax = 4_096;

    // That the commit is there, link and all, tells that the ledger's history is the one in which the caller left it, whatever was restored since. Nearly always
    // all are of one business day, so that is said once, and of those of another one which they are.
    private readonly string _isAll =
        $"""
        SELECT h.sequence BETWEEN $2 AND $6 AND h.postings BETWEEN $3 AND $7
          AND EXISTS (SELECT FROM {schema.Prefix}commits c WHERE c.ledger = $1 AND c.number = $4 AND c.hash = $5)
          AND NOT n.is_more, coalesce(l.business_day, 0), n.others
        FROM {schema.Prefix}heads h LEFT JOIN {schema.Prefix}transactions l ON l.ledger = h.ledger AND l.sequence = h.sequence, LATERAL (
          SELECT coalesce(bool_or(t.wallet IS NOT NULL OR t.freeze_record IS NOT NULL OR t.original IS NOT NULL OR t.changes IS NOT NULL), false) AS is_more,
            string_agg(int8send(t.first_posting) || int8send(t.posting_count) || int8send(t.business_day), '')
              FILTER (WHERE t.business_day <> l.business_day) AS others
          FROM {schema.Prefix}transactions t WHERE t.ledger = $1 AND t.sequence > $2 AND t.sequence <= $6) n
        WHERE h.ledger = $1
        """;

    // One row: as many as move in a shift cost more by the row than by what is in it.
    private readonly string _moved =
        $"""
        SELECT {MovedBalances.Columns("p")} FROM {schema.Prefix}postings p WHERE p.ledger = $1 AND p.posting > $2 AND p.posting <= $3
        """;

    /// <summary>Whether the transaction changed nothing but balances: what the query asks of every row, of one that is at hand.</summary>
    public static bool ChangesBalancesOnly(in TransactionRow row) => (row.Wallet | row.Freeze | row.Original) == 0 && row.Changes is null;

    /// <summary>Finds out whether the server can be asked at all. Where not, nothing is told, and whoever asks loads what is needed.</summary>
    public async ValueTask TryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var trip = new RoundTrip(connection);
            trip.Run("SELECT int8send(0)");
            await trip.SendAsync("Asking what the server can do", prepared: false, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException missing) when (missing.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.InsufficientPrivilege,
        })
        {
            learnt.ServerCannotSayWhatMoved();
        }
    }

    /// <summary>Tells the state what has changed, or nothing where that is not all.</summary>
    public void Since(RoundTrip trip, long ledger, in LedgerHead head, LedgerState into)
    {
        if (!learnt.CanSayWhatMoved)
        {
            return;
        }

        BusinessDays? days = null;
        trip.Read(_isAll, row => days = row.GetBoolean(0) ? BusinessDays.Read(row, 1) : null)
            .With(ledger).With(head.Sequence).With(head.Postings).With(head.Commits).With(Column.Hash(head.Hash))
            .With(Last(head.Sequence)).With(Last(head.Postings));
        trip.Read(_moved, row => into.MovedBalances = days is null ? null : MovedBalances.Read(row, days)).With(ledger).With(head.Postings)
            .With(Last(head.Postings));
    }

    private static long Last(long ordinal) => Math.Min(ordinal, long.MaxValue - LengthMax) + LengthMax;
}
