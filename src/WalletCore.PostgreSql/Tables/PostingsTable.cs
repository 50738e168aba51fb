using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The journal's postings.</summary>
internal sealed class PostingsTable(SchemaName schema)
{
    private const string Written =
        "ledger, posting, sequence, debit_account, credit_account, amount, debit_available, debit_frozen, credit_available, credit_frozen, "
        + "debit_previous, credit_previous, flags";

    private const string Values =
        "$1, unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::bigint[]), unnest($7::bigint[]), "
        + "unnest($8::bigint[]), unnest($9::bigint[]), unnest($10::bigint[]), unnest($11::bigint[]), unnest($12::bigint[]), unnest($13::integer[])";

    private readonly string _insert = $"INSERT INTO {schema.Prefix}postings ({Written}) SELECT {Values}";

    private readonly string _insertWide = $"INSERT INTO {schema.Prefix}postings ({Written}, wide) SELECT {Values}, unnest($14::text[])";

    // Postings of payments of one kind, as in TransactionsTable, between accounts of which nothing is frozen.
    private readonly string _insertAlike =
        $"""
        INSERT INTO {schema.Prefix}postings ({Written})
        SELECT $1, n.posting, n.posting + $4, n.debit, n.credit, n.amount, n.debit_available, 0, n.credit_available, 0, n.debit_previous, n.credit_previous, $5
        FROM (SELECT generate_series($2::bigint, $3::bigint), unnest($6::bigint[]), unnest($7::bigint[]), unnest($8::bigint[]), unnest($9::bigint[]),
            unnest($10::bigint[]), unnest($11::bigint[]), unnest($12::bigint[]))
          AS n(posting, debit, credit, amount, debit_available, credit_available, debit_previous, credit_previous)
        """;

    private readonly string _ofThem = $"CROSS JOIN {Lateral(schema)}";

    private readonly string _ofSome =
        $"""
        SELECT {Columns("p")} FROM (
          SELECT t.ledger, t.first_posting, t.posting_count FROM {schema.Prefix}transactions t WHERE t.ledger = $1
        """;

    // Transactions that follow one another have postings that do: one run of the table, and no join at all.
    private readonly string _ofPage =
        $"""
        WITH page AS MATERIALIZED (
          SELECT t.sequence, t.first_posting, t.posting_count FROM {schema.Prefix}transactions t
          WHERE t.ledger = $1 AND {TransactionsTable.After} ORDER BY t.sequence LIMIT $3)
        SELECT {Columns("p")} FROM {schema.Prefix}postings p
        WHERE p.ledger = $1 AND p.posting >= (SELECT min(first_posting) FROM page)
          AND p.posting < (SELECT max(first_posting + posting_count) FROM page)
          AND p.sequence > $2 AND p.sequence <= (SELECT max(sequence) FROM page)
        ORDER BY p.posting
        """;

    /// <summary>The columns of a posting, in the order in which <see cref="Read"/> takes them.</summary>
    public static string Columns(string p) =>
        $"{p}.posting, {p}.sequence, {p}.debit_account, {p}.credit_account, {p}.amount, {p}.debit_available, {p}.debit_frozen, "
        + $"{p}.credit_available, {p}.credit_frozen, {p}.debit_previous, {p}.credit_previous, {p}.flags, {p}.wide";

    public void Add(RoundTrip trip, long ledger, ReadOnlySpan<PostingRow> rows)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        var isWide = false;
        foreach (ref readonly var row in rows)
        {
            isWide |= IsWide(row);
        }

        if (!isWide && AreAlike(rows))
        {
            AddAlike(trip, ledger, rows);
            return;
        }

        var arguments = trip.Run(isWide ? _insertWide : _insert).With(ledger)
            .With(Column.Of(rows, static (in row) => row.Ordinal))
            .With(Column.Of(rows, static (in row) => row.Sequence))
            .With(Column.Of(rows, static (in row) => row.DebitAccount))
            .With(Column.Of(rows, static (in row) => row.CreditAccount))
            .With(Column.Of(rows, static (in row) => IsWide(row) ? 0 : (long)row.Amount))
            .With(Column.Of(rows, static (in row) => IsWide(row) ? 0 : (long)row.DebitAvailable))
            .With(Column.Of(rows, static (in row) => IsWide(row) ? 0 : (long)row.DebitFrozen))
            .With(Column.Of(rows, static (in row) => IsWide(row) ? 0 : (long)row.CreditAvailable))
            .With(Column.Of(rows, static (in row) => IsWide(row) ? 0 : (long)row.CreditFrozen))
            .With(Column.Of(rows, static (in row) => row.DebitPrevious))
            .With(Column.Of(rows, static (in row) => row.CreditPrevious))
            .With(Column.Of(rows, static (in row) => PostingFlags.Pack(row)));
        if (isWide)
        {
            arguments.With(Column.Of(rows, static (in row) => IsWide(row)
                ? AmountList.Write([row.Amount, row.DebitAvailable, row.DebitFrozen, row.CreditAvailable, row.CreditFrozen]) : ""));
        }
    }

    /// <summary>
    /// The postings <c>p</c> of the transactions <c>t</c> before it. As a list and not as a range: of two bounds on a row the planner believes that
    /// they let a part of the table through, so that the cost it sees grows with the history. OFFSET 0 keeps it from joining the other way about.
    /// </summary>
    public static string Lateral(SchemaName schema) =>
        $"""
        LATERAL (
          SELECT * FROM {schema.Prefix}postings o
          WHERE o.ledger = t.ledger
            AND o.posting = ANY (ARRAY(SELECT generate_series(t.first_posting, t.first_posting + t.posting_count - 1))) OFFSET 0) p
        """;

    public void OfTransactions(RoundTrip trip, long ledger, long[] sequences, Action<PostingRow> found) =>
        trip.Read($"{_ofSome} AND t.sequence = ANY($2)) t {_ofThem} ORDER BY p.posting", Reading(found)).With(ledger).With(sequences);

    public void OfPage(RoundTrip trip, long ledger, long after, int limit, Action<PostingRow> found) =>
        trip.Read(_ofPage, Reading(found)).With(ledger).With(after).With((long)limit);

    public void OfReference(RoundTrip trip, long ledger, string reference, long before, int limit, Action<PostingRow> found) =>
        trip.Read($"{_ofSome} AND {TransactionsTable.WithReference} ORDER BY t.sequence DESC LIMIT $4) t {_ofThem} ORDER BY p.posting", Reading(found))
            .With(ledger).With(reference).With(before).With((long)limit);

    public void OfOriginal(RoundTrip trip, long ledger, long original, long after, int limit, Action<PostingRow> found) =>
        trip.Read($"{_ofSome} AND {TransactionsTable.WithOriginal} ORDER BY t.sequence LIMIT $4) t {_ofThem} ORDER BY p.posting", Reading(found))
            .With(ledger).With(original).With(after).With((long)limit);

    /// <summary>Reads a posting whose first column is that one.</summary>
    public static PostingRow Read(NpgsqlDataReader row, int first = 0)
    {
        var flags = row.GetInt32(first + 11);
        var wide = row.GetString(first + 12);
        var amounts = wide.Length == 0 ? [] : AmountList.Read(wide);
        return new PostingRow
        {
            Ordinal = row.GetInt64(first),
            Sequence = row.GetInt64(first + 1),
            DebitAccount = row.GetInt64(first + 2),
            CreditAccount = row.GetInt64(first + 3),
            DebitPocket = PostingFlags.DebitPocket(flags),
            CreditPocket = PostingFlags.CreditPocket(flags),
            OnTop = PostingFlags.OnTop(flags),
            Role = PostingFlags.Role(flags),
            Amount = Amount(0),
            DebitAvailable = Amount(1),
            DebitFrozen = Amount(2),
            CreditAvailable = Amount(3),
            CreditFrozen = Amount(4),
            DebitPrevious = row.GetInt64(first + 9),
            CreditPrevious = row.GetInt64(first + 10),
        };

        Int128 Amount(int place) => wide.Length == 0 ? row.GetInt64(first + 4 + place) : amounts[place];
    }

    private void AddAlike(RoundTrip trip, long ledger, ReadOnlySpan<PostingRow> rows)
    {
        ref readonly var one = ref rows[0];
        trip.Run(_insertAlike).With(ledger)
            .With(one.Ordinal).With(rows[^1].Ordinal).With(one.Sequence - one.Ordinal).With(PostingFlags.Pack(one))
            .With(Column.Of(rows, static (in row) => row.DebitAccount))
            .With(Column.Of(rows, static (in row) => row.CreditAccount))
            .With(Column.Of(rows, static (in row) => (long)row.Amount))
            .With(Column.Of(rows, static (in row) => (long)row.DebitAvailable))
            .With(Column.Of(rows, static (in row) => (long)row.CreditAvailable))
            .With(Column.Of(rows, static (in row) => row.DebitPrevious))
            .With(Column.Of(rows, static (in row) => row.CreditPrevious));
    }

    private static bool AreAlike(ReadOnlySpan<PostingRow> rows) =>
        Column.IsRun(rows, static (in row) => row.Ordinal) && Column.IsRun(rows, static (in row) => row.Sequence)
        && Column.IsSame(rows, static (in row) => PostingFlags.Pack(row))
        && (rows[0].DebitFrozen | rows[0].CreditFrozen) == 0 && Column.IsSame(rows, static (in row) => row.DebitFrozen | row.CreditFrozen);

    public static WalletStoreException Missing(long ordinal) =>
        new($"The journal lacks posting {ordinal}: somebody changed it.", false) { IsInconsistent = true };

    private static Action<NpgsqlDataReader> Reading(Action<PostingRow> found) => row => found(Read(row));

    private static bool IsWide(in PostingRow row) =>
        !(Column.Fits(row.Amount) && Column.Fits(row.DebitAvailable) && Column.Fits(row.DebitFrozen)
            && Column.Fits(row.CreditAvailable) && Column.Fits(row.CreditFrozen));
}
