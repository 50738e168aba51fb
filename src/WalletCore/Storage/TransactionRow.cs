namespace WalletCore.Storage;

/// <summary>The header of a journal transaction. Immutable once committed.</summary>
public readonly record struct TransactionRow
{
    /// <summary>Its place in the ledger, gapless from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was recorded, in microseconds of Unix time; never less than its predecessor's.</summary>
    public required long RecordedAt { get; init; }

    /// <summary>The ordinal of the posting rule (and so the type) that made it.</summary>
    public required int Rule { get; init; }

    /// <summary>The ordinal of its first posting; meaningless when it has none.</summary>
    public required long FirstPosting { get; init; }

    /// <summary>How many postings it has; zero for events without money such as opening a wallet.</summary>
    public required int PostingCount { get; init; }

    /// <summary>The principal amount in minor units of <see cref="Currency"/>; zero when there is none.</summary>
    public Int128 AmountMinor { get; init; }

    /// <summary>The currency of the principal amount; null when there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>The business date as a day number (<see cref="DateOnly.DayNumber"/>). Always set: the recorded date where the caller gave none.</summary>
    public required int BusinessDay { get; init; }

    /// <summary>The idempotency key, or null.</summary>
    public string? Key { get; init; }

    /// <summary>What the keyed command looked like; default when there is no key.</summary>
    public CommandFingerprint Fingerprint { get; init; }

    /// <summary>The host's reference, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>The sequence of the transaction this one refunds or cancels; zero when there is none.</summary>
    public long Original { get; init; }

    /// <summary>The ordinal of the freeze record (the sequence of the transaction that made it) this one concerns; zero when there is none.</summary>
    public long Freeze { get; init; }

    /// <summary>The ordinal of the wallet this transaction is about, for events without money; zero when there is none.</summary>
    public long Wallet { get; init; }

    /// <summary>The rarer things a command carries; null when it carries none of them.</summary>
    public TransactionNotes? Notes { get; init; }

    /// <summary>
    /// The after-images of the wallets, accounts and freeze records that this transaction changed, as JSON (docs/reference/journal.md);
    /// null when it changed balances only. With these the journal alone rebuilds the ledger.
    /// </summary>
    public string? Changes { get; init; }
}
