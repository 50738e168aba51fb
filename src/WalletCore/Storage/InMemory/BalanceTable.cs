namespace WalletCore.Storage.InMemory;

/// <summary>What every account holds. Used under the ledger's lock.</summary>
internal sealed class BalanceTable(SnapshotClock clock)
{
    private readonly CowList<PackedBalance> _rows = new(clock);

    // Never written over, so that a snapshot may go on reading them: a wide balance that changes gets new ones, as its posting does.
    private readonly AppendList<WideBalance> _wide = new();
    private long _wideCount;

    /// <summary>The balances as they stand, for use within the lock only.</summary>
    public BalanceView Live => new(_rows.Live, _wide);

    /// <summary>The balances as they stand now, for a snapshot that the clock was told of.</summary>
    public BalanceView Freeze() => new(_rows.Freeze(), _wide);

    /// <summary>Writes the rows of a checked change set.</summary>
    public void Put(ReadOnlySpan<BalanceRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            PackedBalance.Pack(row, WideOf(row), out _rows.Place(row.Account));
        }
    }

    private long WideOf(in BalanceRow row)
    {
        if (!PackedBalance.IsWide(row))
        {
            return 0;
        }

        _wideCount++;
        _wide.Place(_wideCount) = new WideBalance(row.Available, row.Frozen);
        return _wideCount;
    }
}
