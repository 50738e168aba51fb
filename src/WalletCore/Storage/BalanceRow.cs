using WalletCore.Rules;

namespace WalletCore.Storage;

/// <summary>What an account holds, in minor units, in its normal direction.</summary>
public readonly record struct BalanceRow
{
    /// <summary>The account's ordinal.</summary>
    public required long Account { get; init; }

    /// <summary>What can be spent.</summary>
    public required Int128 Available { get; init; }

    /// <summary>What freeze records hold.</summary>
    public required Int128 Frozen { get; init; }

    /// <summary>How many entries it has.</summary>
    public required long EntryCount { get; init; }

    /// <summary>The reference of its last entry (see <see cref="PostingRow"/>); zero when it has none.</summary>
    public required long LastEntry { get; init; }

    /// <summary>The earliest business day among the entries since the last waypoint; meaningless when there are none.</summary>
    public int BusinessDayMin { get; init; }

    /// <summary>The latest business day among the entries since the last waypoint; meaningless when there are none.</summary>
    public int BusinessDayMax { get; init; }

    /// <summary>
    /// What it is after one more entry: for a store that writes balances later than postings, and tells them from the journal meanwhile.
    /// </summary>
    /// <param name="entry">The entry's reference.</param>
    /// <param name="available">What can be spent after it, as its posting says.</param>
    /// <param name="frozen">What freeze records hold after it, as its posting says.</param>
    /// <param name="businessDay">The business day of its transaction.</param>
    public BalanceRow After(long entry, Int128 available, Int128 frozen, int businessDay)
    {
        var balance = new RunningBalance(this) { Available = available, Frozen = frozen };
        balance.Link(entry, businessDay);
        return balance.ToRow(Account);
    }
}
