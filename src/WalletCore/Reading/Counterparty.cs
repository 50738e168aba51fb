namespace WalletCore;

/// <summary>Who is on the other side of a posting: a wallet with its owner, or a system account. Immutable.</summary>
public sealed record Counterparty
{
    /// <summary>The wallet; the default value for a system account.</summary>
    public WalletId WalletId { get; init; }

    /// <summary>The id of the wallet's owner; null for a system account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The code of the system account; null for a wallet.</summary>
    public string? SystemCode { get; init; }

    /// <summary>The owner's id, or the code with an <c>@</c> before it.</summary>
    public override string ToString() => OwnerId ?? $"@{SystemCode}";
}
