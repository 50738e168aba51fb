namespace WalletCore;

/// <summary>Gives an active freeze record another expiry, later or earlier, or none.</summary>
/// <remarks>Refused with <c>freeze_not_found</c>, <c>freeze_not_active</c>, <c>wallet_closed</c>, <c>wallet_frozen</c> (debits), <c>expiry_not_future</c>.</remarks>
public sealed record ExtendFreeze : Command<FreezeReceipt>
{
    /// <summary>Sets the expiry of that record.</summary>
    /// <param name="freeze">The freeze record.</param>
    /// <param name="expiresAt">The new expiry; null: it does not expire.</param>
    public ExtendFreeze(FreezeId freeze, DateTimeOffset? expiresAt)
    {
        FreezeId = freeze;
        ExpiresAt = expiresAt;
    }

    /// <summary>The freeze record.</summary>
    public FreezeId FreezeId { get; }

    /// <summary>The new expiry; null: it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    internal override string Operation => Operations.ExtendFreeze;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(FreezeId), FreezeId.Value);
        fields.Add(nameof(ExpiresAt), ExpiresAt is { } time ? MicroTime.FromDateTimeOffset(time) : 0, ExpiresAt is not null);
    }
}
