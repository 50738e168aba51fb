namespace WalletCore;

/// <summary>One line of a trial balance: a system account in one currency, or all wallets in it. Immutable.</summary>
public sealed record TrialBalanceLine
{
    /// <summary>The code of the line that all wallets make together.</summary>
    public const string WalletsCode = "wallets";

    /// <summary>The code of the system account, or <see cref="WalletsCode"/> when <see cref="IsWallets"/>.</summary>
    public required string Code { get; init; }

    /// <summary>Whether this is the line of the wallets: a host may have a system account of that code too.</summary>
    public required bool IsWallets { get; init; }

    /// <summary>The class.</summary>
    public required AccountClass Class { get; init; }

    /// <summary>The currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>
    /// What stands in debit, never negative. A wallets' line has what overdrawn wallets owe here, and what the others hold in
    /// <see cref="Credit"/>.
    /// </summary>
    public required Money Debit { get; init; }

    /// <summary>What stands in credit, never negative.</summary>
    public required Money Credit { get; init; }
}
