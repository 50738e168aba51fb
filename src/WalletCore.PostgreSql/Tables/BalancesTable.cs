using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What every account holds. Read together with the accounts (<see cref="AccountsTable"/>), written alone.</summary>
internal sealed class BalancesTable(SchemaName schema)
{
    private const string Written = "account, available, frozen, entry_count, last_entry, business_day_min, business_day_max";

    private const string Values =
        "unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::bigint[]), unnest($7::integer[]), "
        + "unnest($8::integer[])";

    private readonly string _insert = $"INSERT INTO {schema.Prefix}balances (ledger, {Written}, wide) SELECT $1, {Values}, unnest($9::text[])";

    // An update by key writes less than an insert that finds the row there.
    private readonly string _update = Update(schema, "", "''");

    private readonly string _updateWide = Update(schema, ", unnest($9::text[])", "n.wide");

    /// <summary>The columns of a balance, in the order in which <see cref="Read"/> takes them.</summary>
    public static string Columns(string b) =>
        $"{b}.available, {b}.frozen, {b}.entry_count, {b}.last_entry, {b}.business_day_min, {b}.business_day_max, {b}.wide";

    /// <summary>Writes new rows and changes old ones.</summary>
    /// <param name="trip">The round trip.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="known">The last account that has a row already.</param>
    public void Put(RoundTrip trip, long ledger, ReadOnlySpan<BalanceRow> rows, long known)
    {
        var (old, isWide) = (0, false);
        foreach (ref readonly var row in rows)
        {
            old += row.Account <= known ? 1 : 0;
            isWide |= IsWide(row);
        }

        if (old == rows.Length)
        {
            Change(trip, ledger, rows, isWide);
            return;
        }

        Add(trip, ledger, [.. rows.ToArray().Where(row => row.Account > known)]);
        Change(trip, ledger, [.. rows.ToArray().Where(row => row.Account <= known)], isWide);
    }

    public static BalanceRow Read(NpgsqlDataReader row, long account, int first)
    {
        var balance = new BalanceRow
        {
            Account = account,
            Available = row.GetInt64(first),
            Frozen = row.GetInt64(first + 1),
            EntryCount = row.GetInt64(first + 2),
            LastEntry = row.GetInt64(first + 3),
            BusinessDayMin = row.GetInt32(first + 4),
            BusinessDayMax = row.GetInt32(first + 5),
        };
        return Widened(balance, row.GetString(first + 6));
    }

    private static string Update(SchemaName schema, string wideColumn, string wide) =>
        $"""
        UPDATE {schema.Prefix}balances b SET available = n.available, frozen = n.frozen, entry_count = n.entry_count, last_entry = n.last_entry,
          business_day_min = n.business_day_min, business_day_max = n.business_day_max, wide = {wide}
        FROM (SELECT {Values}{wideColumn}) AS n({Written}{(wideColumn.Length == 0 ? "" : ", wide")})
        WHERE b.ledger = $1 AND b.account = n.account
        """;

    private void Add(RoundTrip trip, long ledger, BalanceRow[] rows) =>
        Common(trip.Run(_insert), ledger, rows).With(Column.Of(rows, static (in row) => Wide(row)));

    private void Change(RoundTrip trip, long ledger, ReadOnlySpan<BalanceRow> rows, bool isWide)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        var arguments = Common(trip.Run(isWide ? _updateWide : _update), ledger, rows);
        if (isWide)
        {
            arguments.With(Column.Of(rows, static (in row) => Wide(row)));
        }
    }

    private static RoundTrip.Arguments Common(RoundTrip.Arguments arguments, long ledger, ReadOnlySpan<BalanceRow> rows) =>
        arguments.With(ledger)
            .With(Column.Of(rows, static (in row) => row.Account))
            .With(Column.Of(rows, static (in row) => IsWide(row) ? 0 : (long)row.Available))
            .With(Column.Of(rows, static (in row) => IsWide(row) ? 0 : (long)row.Frozen))
            .With(Column.Of(rows, static (in row) => row.EntryCount))
            .With(Column.Of(rows, static (in row) => row.LastEntry))
            .With(Column.Of(rows, static (in row) => row.BusinessDayMin))
            .With(Column.Of(rows, static (in row) => row.BusinessDayMax));

    /// <summary>The row with the amounts that did not fit its columns.</summary>
    private static BalanceRow Widened(in BalanceRow row, string wide)
    {
        if (wide.Length == 0)
        {
            return row;
        }

        var amounts = AmountList.Read(wide);
        return row with { Available = amounts[0], Frozen = amounts[1] };
    }

    private static bool IsWide(in BalanceRow row) => !(Column.Fits(row.Available) && Column.Fits(row.Frozen));

    private static string Wide(in BalanceRow row) => IsWide(row) ? AmountList.Write([row.Available, row.Frozen]) : "";
}
