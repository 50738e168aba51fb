using Npgsql;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What postings made of balances, read as one row with an array for each column.</summary>
internal static class MovedBalances
{
    private const int Wide = 7;

    /// <summary>The columns, in the order in which <see cref="Read"/> takes them; without postings all are null.</summary>
    public static string Arrays(string p) =>
        $"array_agg({p}.posting), array_agg({p}.debit_account), array_agg({p}.debit_available), array_agg({p}.debit_frozen), "
        + $"array_agg({p}.credit_account), array_agg({p}.credit_available), array_agg({p}.credit_frozen), "
        + $"array_agg({p}.posting) FILTER (WHERE {p}.wide <> ''), array_agg({p}.wide) FILTER (WHERE {p}.wide <> '')";

    public static List<MovedBalance> Read(NpgsqlDataReader row, BusinessDays days)
    {
        if (row.IsDBNull(0))
        {
            return [];
        }

        var postings = row.GetFieldValue<long[]>(0);
        var debits = new Entries(row, 1);
        var credits = new Entries(row, 4);
        var wide = ReadWide(row);

        // They come as they are found, which need not be in their order.
        var places = Enumerable.Range(0, postings.Length).ToArray();
        Array.Sort(postings, places);
        var moved = new List<MovedBalance>(2 * postings.Length);
        for (var i = 0; i < postings.Length; i++)
        {
            var (posting, day) = (postings[i], days.Of(postings[i]));
            var amounts = wide?.GetValueOrDefault(posting);
            moved.Add(debits.Move(places[i], 2 * posting, day, amounts, 1));
            moved.Add(credits.Move(places[i], (2 * posting) + 1, day, amounts, 3));
        }

        return moved;
    }

    // The amounts of postings of which some do not fit their columns.
    private static Dictionary<long, Int128[]>? ReadWide(NpgsqlDataReader row)
    {
        if (row.IsDBNull(Wide))
        {
            return null;
        }

        var (postings, amounts) = (row.GetFieldValue<long[]>(Wide), row.GetFieldValue<string[]>(Wide + 1));
        return postings.Zip(amounts).ToDictionary(pair => pair.First, pair => AmountList.Read(pair.Second));
    }

    private readonly struct Entries(NpgsqlDataReader row, int first)
    {
        private readonly long[] _accounts = row.GetFieldValue<long[]>(first);
        private readonly long[] _available = row.GetFieldValue<long[]>(first + 1);
        private readonly long[] _frozen = row.GetFieldValue<long[]>(first + 2);

        public MovedBalance Move(int i, long entry, int day, Int128[]? wide, int place) => new()
        {
            Account = _accounts[i],
            Entry = entry,
            Available = wide?[place] ?? _available[i],
            Frozen = wide?[place + 1] ?? _frozen[i],
            BusinessDay = day,
        };
    }
}
