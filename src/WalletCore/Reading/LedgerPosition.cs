using WalletCore.Storage;

namespace WalletCore;

/// <summary>Where a ledger stands. Immutable. Two equal positions of one ledger mean an equal journal.</summary>
public sealed record LedgerPosition
{
    /// <summary>The sequence of the last transaction; zero when there is none.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the last commit was recorded (UTC); <see cref="DateTimeOffset.UnixEpoch"/> when there is none.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The last link of the SHA-256 chain over the journal, 64 lower-case hexadecimal digits; zeros when there is none.</summary>
    public required string ChainHash { get; init; }

    internal static LedgerPosition Of(in LedgerHead head) => new()
    {
        Sequence = head.Sequence,
        RecordedAt = MicroTime.ToDateTimeOffset(head.RecordedAt),
        ChainHash = head.Hash.ToString(),
    };
}
