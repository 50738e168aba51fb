namespace WalletCore.PostgreSql.Tables;

/// <summary>Balances as a value of bytes: numbers of seven bits a byte, lowest first, of which a balance takes some sixteen.</summary>
internal static class PackedBalances
{
    private const int BytesExpected = 16;

    /// <summary>Whether the balance can be packed: its amounts fit 64 bits.</summary>
    public static bool CanPack(in BalanceRow row) => Column.Fits(row.Available) && Column.Fits(row.Frozen);

    /// <param name="rows">The balances.</param>
    /// <param name="lastPosting">A posting after which none of their entries comes: references are counted back from its second entry, so that they are short.</param>
    public static byte[] Pack(IReadOnlyCollection<BalanceRow> rows, long lastPosting)
    {
        using var bytes = new MemoryStream(rows.Count * BytesExpected);
        using var writer = new BinaryWriter(bytes);
        foreach (var row in rows)
        {
            writer.Write7BitEncodedInt64(row.Account);
            writer.Write7BitEncodedInt64((long)row.Available);
            writer.Write7BitEncodedInt64((long)row.Frozen);
            writer.Write7BitEncodedInt64(row.EntryCount);
            writer.Write7BitEncodedInt64(SecondEntry(lastPosting) - row.LastEntry);
            writer.Write7BitEncodedInt(row.BusinessDayMin);
            writer.Write7BitEncodedInt(row.BusinessDayMax - row.BusinessDayMin);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Adds the balances that the bytes hold; false where they are not such bytes, and then some may have been added.</summary>
    public static bool TryUnpack(byte[] packed, long lastPosting, List<BalanceRow> into)
    {
        using var bytes = new MemoryStream(packed);
        using var reader = new BinaryReader(bytes);
        into.EnsureCapacity(into.Count + (packed.Length / BytesExpected));
        try
        {
            while (bytes.Position < bytes.Length)
            {
                into.Add(Read(reader, lastPosting));
            }

            return true;
        }
        catch (Exception damaged) when (damaged is FormatException or EndOfStreamException or OverflowException)
        {
            return false;
        }
    }

    private static BalanceRow Read(BinaryReader reader, long lastPosting)
    {
        var row = new BalanceRow
        {
            Account = reader.Read7BitEncodedInt64(),
            Available = reader.Read7BitEncodedInt64(),
            Frozen = reader.Read7BitEncodedInt64(),
            EntryCount = reader.Read7BitEncodedInt64(),
            LastEntry = SecondEntry(lastPosting) - reader.Read7BitEncodedInt64(),
            BusinessDayMin = reader.Read7BitEncodedInt(),
        };
        return row with { BusinessDayMax = row.BusinessDayMin + reader.Read7BitEncodedInt() };
    }

    private static long SecondEntry(long posting) => (2 * posting) + 1;
}
