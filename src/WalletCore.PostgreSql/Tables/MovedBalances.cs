using System.Globalization;
using Npgsql;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What postings made of balances, read as one row: what nearly all of them say in one value, what few say beside it.</summary>
internal static class MovedBalances
{
    /// <summary>
    /// The columns, in the order in which <see cref="Read"/> takes them; without postings all are null. Thousands of postings move in a shift. Numbers in a row
    /// of bytes cost the server half of what an array for each column does, which takes in every element by itself and writes it out by itself.
    /// </summary>
    public static string Columns(string p) =>
        $"""
        string_agg(int8send({p}.posting) || int8send({p}.debit_account) || int8send({p}.debit_available) || int8send({p}.credit_account)
            || int8send({p}.credit_available), ''),
          string_agg(int8send({p}.posting) || int8send({p}.debit_frozen) || int8send({p}.credit_frozen), '')
            FILTER (WHERE {p}.debit_frozen <> 0 OR {p}.credit_frozen <> 0),
          array_agg({p}.posting || ' ' || {p}.wide) FILTER (WHERE {p}.wide <> '')
        """;

    public static List<MovedBalance> Read(NpgsqlDataReader row, BusinessDays days)
    {
        var postings = new NumberTable(row.Bytes(0), columns: 5);
        var frozen = ReadFrozen(row, 1);
        var wide = ReadWide(row, 2);
        var moved = new List<MovedBalance>(2 * postings.Count);
        foreach (var i in postings.Sorted())
        {
            var (posting, day) = (postings[i, 0], days.Of(postings[i, 0]));
            var held = frozen.GetValueOrDefault(posting);
            if (wide.GetValueOrDefault(posting) is { } amounts)
            {
                moved.Add(Move(2 * posting, postings[i, 1], amounts[1], amounts[2], day));
                moved.Add(Move((2 * posting) + 1, postings[i, 3], amounts[3], amounts[4], day));
            }
            else
            {
                moved.Add(Move(2 * posting, postings[i, 1], postings[i, 2], held.Debit, day));
                moved.Add(Move((2 * posting) + 1, postings[i, 3], postings[i, 4], held.Credit, day));
            }
        }

        return moved;
    }

    private static MovedBalance Move(long entry, long account, Int128 available, Int128 frozen, int day) =>
        new() { Account = account, Entry = entry, Available = available, Frozen = frozen, BusinessDay = day };

    private static Dictionary<long, (long Debit, long Credit)> ReadFrozen(NpgsqlDataReader row, int column)
    {
        var rows = new NumberTable(row.Bytes(column), columns: 3);
        return Enumerable.Range(0, rows.Count).ToDictionary(i => rows[i, 0], i => (rows[i, 1], rows[i, 2]));
    }

    // The amounts of postings of which some do not fit their columns.
    private static Dictionary<long, Int128[]> ReadWide(NpgsqlDataReader row, int column) =>
        (row.IsDBNull(column) ? [] : row.GetFieldValue<string[]>(column)).Select(posting => posting.Split(' '))
            .ToDictionary(posting => long.Parse(posting[0], CultureInfo.InvariantCulture), posting => AmountList.Read(posting[1]));
}
