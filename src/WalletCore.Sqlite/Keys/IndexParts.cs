namespace WalletCore.Sqlite.Keys;

/// <summary>In which parts of the index a key may be.</summary>
/// <param name="Runs">In the runs, where keys come that were gathered.</param>
/// <param name="Table">In the table, where keys come with their commit.</param>
internal readonly record struct IndexParts(bool Runs, bool Table)
{
    public static IndexParts All => new(Runs: true, Table: true);
}
