namespace WalletCore;

/// <summary>One debit or credit line of a transaction, on one pocket of one account. Immutable.</summary>
public sealed record Entry
{
    /// <summary>The account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The wallet; the default value for a system account.</summary>
    public required WalletId WalletId { get; init; }

    /// <summary>The code of the system account; null for a wallet.</summary>
    public string? SystemCode { get; init; }

    /// <summary>Debit or credit.</summary>
    public required Side Side { get; init; }

    /// <summary>The pocket.</summary>
    public required Pocket Pocket { get; init; }

    /// <summary>What it is within the transaction.</summary>
    public required PostingRole Role { get; init; }

    /// <summary>The amount; always positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>The amount with its sign in the account's normal direction: what it did to the pocket.</summary>
    public required Money Change { get; init; }

    /// <summary>What the account has available once this posting is made.</summary>
    public required Money AvailableAfter { get; init; }

    /// <summary>What the account has frozen once this posting is made.</summary>
    public required Money FrozenAfter { get; init; }

    /// <summary>The whole balance once this posting is made.</summary>
    public Money BalanceAfter => AvailableAfter + FrozenAfter;
}
