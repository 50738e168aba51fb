namespace WalletCore.Storage;

/// <summary>A refusal that a keyed command got, kept so that a late duplicate gets it again.</summary>
public sealed record AnswerRow
{
    /// <summary>Its ordinal, gapless from 1 in the ledger.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>What the command looked like.</summary>
    public required CommandFingerprint Fingerprint { get; init; }

    /// <summary>
    /// The last transaction's sequence when it was refused; zero when there was none. A key that was used again belongs to the newer of its rows: a
    /// transaction after this sequence is newer.
    /// </summary>
    public required long Sequence { get; init; }

    /// <summary>When it was refused, in microseconds of Unix time.</summary>
    public required long RecordedAt { get; init; }

    /// <summary>The refusal as JSON.</summary>
    public required string Refusal { get; init; }
}
