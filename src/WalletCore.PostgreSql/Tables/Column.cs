using System.Globalization;

namespace WalletCore.PostgreSql.Tables;

/// <summary>Takes one column's value from a row.</summary>
internal delegate TColumn Pick<TRow, out TColumn>(in TRow row);

/// <summary>Makes columns of rows: what a statement takes is an array for each column.</summary>
internal static class Column
{
    public static TColumn[] Of<TRow, TColumn>(ReadOnlySpan<TRow> rows, Pick<TRow, TColumn> column)
    {
        var values = new TColumn[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            values[i] = column(in rows[i]);
        }

        return values;
    }

    /// <summary>Whether all rows have the same there, so that it need not be said for each.</summary>
    public static bool IsSame<TRow, TColumn>(ReadOnlySpan<TRow> rows, Pick<TRow, TColumn> column)
        where TColumn : IEquatable<TColumn>?
    {
        var first = column(in rows[0]);
        foreach (ref readonly var row in rows)
        {
            if (!EqualityComparer<TColumn>.Default.Equals(column(in row), first))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether each row has one more there than the one before it.</summary>
    public static bool IsRun<TRow>(ReadOnlySpan<TRow> rows, Pick<TRow, long> column)
    {
        var next = column(in rows[0]);
        foreach (ref readonly var row in rows)
        {
            if (column(in row) != next++)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Those values at whose places the other list has that one.</summary>
    public static TValue[] Where<TValue>(ReadOnlySpan<TValue> values, ReadOnlySpan<bool> marks, bool mark)
    {
        var found = new List<TValue>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (marks[i] == mark)
            {
                found.Add(values[i]);
            }
        }

        return [.. found];
    }

    /// <summary>The amount for a column of 64 bits; zero where it does not fit, and another column has it in full.</summary>
    public static long Narrow(Int128 amount) => Fits(amount) ? (long)amount : 0;

    public static bool Fits(Int128 amount) => amount >= long.MinValue && amount <= long.MaxValue;

    public static string Text(Int128 amount) => amount.ToString(CultureInfo.InvariantCulture);

    public static string? Text(Int128? amount) => amount is { } value ? Text(value) : null;

    public static byte[] Fingerprint(CommandFingerprint fingerprint)
    {
        Span<byte> bytes = stackalloc byte[FingerprintBytes.LengthMax];
        return bytes[..FingerprintBytes.Write(fingerprint, bytes)].ToArray();
    }

    /// <summary>A link as stored: nothing before the first.</summary>
    public static byte[] Hash(in ChainHash hash) => hash == default ? [] : hash.ToArray();
}
