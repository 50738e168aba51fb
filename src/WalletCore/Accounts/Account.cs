namespace WalletCore;

/// <summary>One currency of a wallet, or one currency of a system account, as it stood when it was read. Immutable.</summary>
public sealed record Account
{
    /// <summary>Its id.</summary>
    public required AccountId Id { get; init; }

    /// <summary>The wallet; the default value for a system account.</summary>
    public required WalletId WalletId { get; init; }

    /// <summary>The code of the system account; null for a wallet's account.</summary>
    public string? SystemCode { get; init; }

    /// <summary>Its class. A wallet's account is a liability.</summary>
    public required AccountClass Class { get; init; }

    /// <summary>The currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The account number; null when it has none.</summary>
    public string? Number { get; init; }

    /// <summary>What can be spent, without the credit limit. In the account's normal direction.</summary>
    public required Money Available { get; init; }

    /// <summary>What freeze records hold.</summary>
    public required Money Frozen { get; init; }

    /// <summary>How far below zero it may go; zero for prepaid wallets.</summary>
    public required Money CreditLimit { get; init; }

    /// <summary>The highest balance that credits may reach; null when there is no limit of its own.</summary>
    public Money? MaxBalance { get; init; }

    /// <summary>Whether it was removed from its wallet.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>How many entries it has.</summary>
    public required long EntryCount { get; init; }

    /// <summary>Available + frozen.</summary>
    public Money Balance => Available + Frozen;

    /// <summary>What can be spent with the credit limit: available + credit limit, never below zero.</summary>
    public Money Spendable => Available + CreditLimit is { IsNegative: false } spendable ? spendable : Money.Zero(Currency);
}
