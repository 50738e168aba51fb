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
    /// <param name="moved">What the account's next entry made of it, as its posting says.</param>
    public BalanceRow After(in MovedBalance moved)
    {
        var balance = new RunningBalance(this);
        balance.Follow(moved);
        return balance.ToRow(Account);
    }
}
