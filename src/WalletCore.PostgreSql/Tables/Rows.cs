using System.Globalization;
using Npgsql;

namespace WalletCore.PostgreSql.Tables;

/// <summary>What the driver's reader does not read by itself.</summary>
internal static class Rows
{
    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Int64OrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);

    /// <summary>A numeric that was selected as text, because the driver knows no integer of 128 bits.</summary>
    public static Int128 Amount(this NpgsqlDataReader row, int column) =>
        Int128.Parse(row.GetString(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static Int128? AmountOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Amount(column);

    public static ChainHash Hash(this NpgsqlDataReader row, int column) =>
        row.Bytes(column) is { Length: > 0 } bytes ? new ChainHash(bytes) : default;
}
