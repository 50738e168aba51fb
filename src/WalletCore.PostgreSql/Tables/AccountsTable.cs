using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What accounts are, read together with what they hold.</summary>
internal sealed class AccountsTable(SchemaName schema)
{
    private const int BalanceColumn = 11;

    private readonly string _put =
        $"""
        INSERT INTO {schema.Prefix}accounts (ledger, account, wallet, opened_at, class, minor_units, closed, currency, code, number, credit_limit,
          max_balance)
        SELECT $1, unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::integer[]), unnest($6::integer[]),
          unnest($7::boolean[]), unnest($8::text[]), unnest($9::text[]), unnest($10::text[]), unnest($11::text[])::numeric,
          unnest($12::text[])::numeric
        ON CONFLICT (ledger, account) DO UPDATE SET wallet = excluded.wallet, opened_at = excluded.opened_at, class = excluded.class,
          minor_units = excluded.minor_units, closed = excluded.closed, currency = excluded.currency, code = excluded.code,
          number = excluded.number, credit_limit = excluded.credit_limit, max_balance = excluded.max_balance
        """;

    private readonly string _giveUpNumbers =
        $"UPDATE {schema.Prefix}accounts SET number = NULL WHERE ledger = $1 AND account = ANY($2) AND number IS NOT NULL";

    private readonly string _from =
        $"""
        SELECT {Columns("a", "b")} FROM {schema.Prefix}accounts a
        JOIN {schema.Prefix}balances b ON b.ledger = a.ledger AND b.account = a.account
        WHERE a.ledger = $1
        """;

    /// <summary>The columns of an account and its balance, in the order in which <see cref="Read"/> takes them.</summary>
    public static string Columns(string a, string b) =>
        $"{a}.account, {a}.wallet, {a}.code, {a}.class, {a}.currency, {a}.minor_units, {a}.number, {a}.credit_limit::text, {a}.max_balance::text, "
        + $"{a}.closed, {a}.opened_at, {BalancesTable.Columns(b)}";

    /// <param name="trip">The round trip.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="known">The last account that is there already.</param>
    public void Put(RoundTrip trip, long ledger, ReadOnlySpan<AccountRow> rows, long known)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        // Numbers may change hands within a commit, in a circle too; the rows come in no particular order.
        if (rows.Length > 1 && rows.ToArray().Where(row => row.Ordinal <= known).Select(row => row.Ordinal).ToArray() is { Length: > 0 } changed)
        {
            trip.Run(_giveUpNumbers).With(ledger).With(changed);
        }

        trip.Run(_put).With(ledger)
            .With(Column.Of(rows, static (in row) => row.Ordinal))
            .With(Column.Of(rows, static (in row) => row.Wallet))
            .With(Column.Of(rows, static (in row) => row.OpenedAt))
            .With(Column.Of(rows, static (in row) => (int)row.Class))
            .With(Column.Of(rows, static (in row) => row.MinorUnits))
            .With(Column.Of(rows, static (in row) => row.Closed))
            .With(Column.Of(rows, static (in row) => row.Currency))
            .With(Column.Of(rows, static (in row) => row.Code))
            .With(Column.Of(rows, static (in row) => row.Number))
            .With(Column.Of(rows, static (in row) => Column.Text(row.CreditLimit)))
            .With(Column.Of(rows, static (in row) => Column.Text(row.MaxBalance)));
    }

    public void Find(RoundTrip trip, long ledger, long account, List<AccountFacts> into) =>
        trip.Read($"{_from} AND a.account = $2", row => into.Add(Read(row, 0))).With(ledger).With(account);

    public void Page(RoundTrip trip, long ledger, long after, int limit, List<AccountFacts> into) =>
        trip.Read($"{_from} AND a.account > $2 ORDER BY a.account LIMIT $3", row => into.Add(Read(row, 0)))
            .With(ledger).With(after).With((long)limit);

    public void System(RoundTrip trip, long ledger, List<AccountFacts> into) =>
        trip.Read($"{_from} AND a.wallet = 0 ORDER BY a.account", row => into.Add(Read(row, 0))).With(ledger);

    /// <summary>Reads an account and its balance whose first column is that one.</summary>
    public static AccountFacts Read(NpgsqlDataReader row, int first)
    {
        var account = new AccountRow
        {
            Ordinal = row.GetInt64(first),
            Wallet = row.GetInt64(first + 1),
            Code = row.TextOrNull(first + 2),
            Class = (AccountClass)row.GetInt32(first + 3),
            Currency = row.GetString(first + 4),
            MinorUnits = row.GetInt32(first + 5),
            Number = row.TextOrNull(first + 6),
            CreditLimit = row.Amount(first + 7),
            MaxBalance = row.AmountOrNull(first + 8),
            Closed = row.GetBoolean(first + 9),
            OpenedAt = row.GetInt64(first + 10),
        };
        return new AccountFacts(account, BalancesTable.Read(row, account.Ordinal, first + BalanceColumn));
    }
}
