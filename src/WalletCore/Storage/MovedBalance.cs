namespace WalletCore.Storage;

/// <summary>What an entry made of its account's balance.</summary>
public readonly record struct MovedBalance
{
    /// <summary>The account's ordinal.</summary>
    public required long Account { get; init; }

    /// <summary>The entry's reference (see <see cref="PostingRow"/>).</summary>
    public required long Entry { get; init; }

    /// <summary>What can be spent after it, in minor units.</summary>
    public required Int128 Available { get; init; }

    /// <summary>What freeze records hold after it, in minor units.</summary>
    public required Int128 Frozen { get; init; }

    /// <summary>The business day of its transaction.</summary>
    public required int BusinessDay { get; init; }
}
