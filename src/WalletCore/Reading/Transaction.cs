namespace WalletCore;

/// <summary>A transaction of the journal with its entries. Immutable, as the journal is.</summary>
public sealed record Transaction
{
    /// <summary>Its id.</summary>
    public required TransactionId Id { get; init; }

    /// <summary>Its place in the ledger, gapless from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its type: the name of the posting rule that made it.</summary>
    public required string Type { get; init; }

    /// <summary>The version of that rule.</summary>
    public required int RuleVersion { get; init; }

    /// <summary>When it was recorded (UTC); never before its predecessor.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Its business date; the UTC date of recording where the command gave none.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>The principal amount; null for events without money, such as opening a wallet.</summary>
    public Money? Amount { get; init; }

    /// <summary>The idempotency key; null when the command had none.</summary>
    public string? Key { get; init; }

    /// <summary>The host's reference; null when it gave none.</summary>
    public string? Reference { get; init; }

    /// <summary>The transaction that this one refunds or cancels; null when there is none.</summary>
    public TransactionId? OriginalId { get; init; }

    /// <summary>The freeze record that it made or concerns; null when there is none.</summary>
    public FreezeId? FreezeId { get; init; }

    /// <summary>The wallet that an event without money is about; null when there is none. Wallets whose money moved are in the entries.</summary>
    public WalletId? WalletId { get; init; }

    /// <summary>The text for people; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>Where the command came in; null when it did not say.</summary>
    public string? Channel { get; init; }

    /// <summary>The host's correlation id; null when there is none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The verb's reason; null when it has none.</summary>
    public string? Reason { get; init; }

    /// <summary>Who asked; null when the command did not say.</summary>
    public Actor? Actor { get; init; }

    /// <summary>The host's key-value pairs; null when there are none.</summary>
    public Metadata? Metadata { get; init; }

    /// <summary>Its entries, a debit and a credit for each posting, in the order in which they were made. Empty for events without money.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }
}
