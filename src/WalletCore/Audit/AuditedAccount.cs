using WalletCore.Storage;

namespace WalletCore;

/// <summary>An account as the store shows it, and as the journal derives it so far.</summary>
internal sealed class AuditedAccount(AccountRow row, BalanceRow stored)
{
    public AccountRow Row { get; } = row;

    public BalanceRow Stored { get; } = stored;

    public bool IsCreditNormal { get; } = row.Class.NormalSide() == Side.Credit;

    public Int128 Available { get; set; }

    public Int128 Frozen { get; set; }

    public long EntryCount { get; set; }

    public long LastEntry { get; set; }

    public int BusinessDayMin { get; set; }

    public int BusinessDayMax { get; set; }

    /// <summary>What the active freeze records hold together.</summary>
    public Int128 FrozenByRecords { get; set; }
}
