using Npgsql;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The business days of postings: one for all, but for those of some transactions.</summary>
internal sealed class BusinessDays
{
    private readonly int _mostly;
    private readonly Dictionary<long, int> _others = [];

    private BusinessDays(int mostly) => _mostly = mostly;

    /// <summary>Reads the day, and from the next column the first posting of each of the others, how many it has, and its day.</summary>
    public static BusinessDays Read(NpgsqlDataReader row, int first)
    {
        var days = new BusinessDays(row.GetInt32(first));
        var others = new NumberTable(row.Bytes(first + 1), columns: 3);
        for (var i = 0; i < others.Count; i++)
        {
            for (var j = 0; j < others[i, 1]; j++)
            {
                days._others[others[i, 0] + j] = (int)others[i, 2];
            }
        }

        return days;
    }

    public int Of(long posting) => _others.Count > 0 && _others.TryGetValue(posting, out var day) ? day : _mostly;
}
