using Npgsql;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The business days of postings: one for all, but for those of some transactions.</summary>
internal sealed class BusinessDays
{
    private readonly int _mostly;
    private readonly Dictionary<long, int> _others = [];

    private BusinessDays(int mostly) => _mostly = mostly;

    /// <summary>Reads the day, and three columns with an array each: the first postings of the others, how many they have, and their days.</summary>
    public static BusinessDays Read(NpgsqlDataReader row, int first)
    {
        var days = new BusinessDays(row.GetInt32(first));
        if (row.IsDBNull(first + 1))
        {
            return days;
        }

        var (postings, counts) = (row.GetFieldValue<long[]>(first + 1), row.GetFieldValue<int[]>(first + 2));
        var others = row.GetFieldValue<int[]>(first + 3);
        for (var i = 0; i < postings.Length; i++)
        {
            for (var j = 0; j < counts[i]; j++)
            {
                days._others[postings[i] + j] = others[i];
            }
        }

        return days;
    }

    public int Of(long posting) => _others.Count > 0 && _others.TryGetValue(posting, out var day) ? day : _mostly;
}
