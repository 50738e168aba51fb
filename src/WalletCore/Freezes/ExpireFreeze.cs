namespace WalletCore;

/// <summary>Posts the release of a freeze record whose time has passed. The ledger's sweep sends these; a host need not.</summary>
/// <remarks>Refused with <c>freeze_not_found</c>, <c>freeze_not_active</c> (released meanwhile), <c>expiry_not_reached</c>.</remarks>
public sealed record ExpireFreeze : Command<FreezeReceipt>
{
    /// <summary>Expires that record.</summary>
    public ExpireFreeze(FreezeId freeze) => FreezeId = freeze;

    /// <summary>The freeze record.</summary>
    public FreezeId FreezeId { get; }

    /// <summary>Whether the engine releases the money because a command needs it: time did it, so nobody's permission is asked.</summary>
    internal bool IsImplied { get; init; }

    internal override string Operation => Operations.ExpireFreeze;

    private protected override void AddFields(ref FingerprintBuilder fields) => fields.Add(nameof(FreezeId), FreezeId.Value);
}
