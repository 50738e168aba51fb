namespace WalletCore;

/// <summary>A refusal, for hosts that prefer exceptions. Thrown only by <see cref="Outcome{TReceipt}.ValueOrThrow"/>.</summary>
public sealed class WalletRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WalletRefusedException(Refusal refusal)
        : base(refusal?.ToString())
    {
        ArgumentNullException.ThrowIfNull(refusal);
        Refusal = refusal;
    }

    /// <summary>The refusal.</summary>
    public Refusal Refusal { get; }
}
