namespace WalletCore.Storage.InMemory;

/// <summary>A view of what accounts hold: live within the ledger's lock, or frozen for a snapshot.</summary>
internal readonly struct BalanceView(CowView<PackedBalance> rows, AppendList<WideBalance> wide)
{
    /// <summary>What an account holds; the caller knows from its head that there is one.</summary>
    public BalanceRow this[long account] => rows[account].Unpack(account, wide);
}
