namespace WalletCore.Storage.InMemory;

/// <summary>
/// A balance in 32 bytes; its account is its place. Half as many as the row has, because the balances of all accounts that move compete for the processor's
/// caches with all else that a transfer needs. Amounts that do not fit 64 bits stand beside it in a <see cref="WideBalance"/>.
/// </summary>
internal struct PackedBalance
{
    // Wide: the ordinal of the wide amounts.
    private long _available;
    private long _frozen;
    private uint _lastEntry;
    private uint _entryCount;
    private int _businessDayMin;

    // Days are never negative, so that the complement of one says that the amounts are wide.
    private int _businessDayMax;

    /// <summary>Whether a row's numbers fit: an account has at most two entries of each posting that a ledger in memory may have.</summary>
    public static bool Fits(in BalanceRow row) =>
        row.LastEntry is >= 0 and <= uint.MaxValue && row.EntryCount is >= 0 and <= uint.MaxValue && row.BusinessDayMin >= 0 && row.BusinessDayMax >= 0;

    public static bool IsWide(in BalanceRow row) => !(AmountWidth.IsNarrow(row.Available) && AmountWidth.IsNarrow(row.Frozen));

    /// <summary>Packs a row that fits; <paramref name="wide"/> is the ordinal of its wide amounts, or zero when it has none.</summary>
    public static void Pack(in BalanceRow row, long wide, out PackedBalance packed)
    {
        packed._available = wide != 0 ? wide : unchecked((long)row.Available);
        packed._frozen = wide != 0 ? 0 : unchecked((long)row.Frozen);
        packed._lastEntry = unchecked((uint)row.LastEntry);
        packed._entryCount = unchecked((uint)row.EntryCount);
        packed._businessDayMin = row.BusinessDayMin;
        packed._businessDayMax = wide != 0 ? ~row.BusinessDayMax : row.BusinessDayMax;
    }

    public readonly BalanceRow Unpack(long account, AppendList<WideBalance> wide)
    {
        var isWide = _businessDayMax < 0;
        var amounts = isWide ? wide[_available] : new WideBalance(_available, _frozen);
        return new BalanceRow
        {
            Account = account,
            Available = amounts.Available,
            Frozen = amounts.Frozen,
            EntryCount = _entryCount,
            LastEntry = _lastEntry,
            BusinessDayMin = _businessDayMin,
            BusinessDayMax = isWide ? ~_businessDayMax : _businessDayMax,
        };
    }
}
