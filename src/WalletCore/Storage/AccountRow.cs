namespace WalletCore.Storage;

/// <summary>What an account is; its balance is a <see cref="BalanceRow"/>.</summary>
public sealed record AccountRow
{
    /// <summary>Its ordinal, gapless from 1 in the ledger.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The wallet it belongs to, or zero for a system account.</summary>
    public required long Wallet { get; init; }

    /// <summary>The code of a system account, unique together with the currency; null for a wallet's account.</summary>
    public string? Code { get; init; }

    /// <summary>Its class. A wallet's account is a liability.</summary>
    public required AccountClass Class { get; init; }

    /// <summary>The currency code; unique within a wallet.</summary>
    public required string Currency { get; init; }

    /// <summary>The currency's number of decimals, kept so that the ledger can be read without the host's registry.</summary>
    public required int MinorUnits { get; init; }

    /// <summary>The account number, unique in the ledger; null when it has none.</summary>
    public string? Number { get; init; }

    /// <summary>How far below zero it may go, in minor units; zero for prepaid wallets.</summary>
    public Int128 CreditLimit { get; init; }

    /// <summary>The highest balance that credits may reach, in minor units; null when there is no such limit of its own.</summary>
    public Int128? MaxBalance { get; init; }

    /// <summary>Whether it was removed from its wallet: it takes no movements until it is added again.</summary>
    public bool Closed { get; init; }

    /// <summary>When it was opened, in microseconds of Unix time.</summary>
    public required long OpenedAt { get; init; }
}
