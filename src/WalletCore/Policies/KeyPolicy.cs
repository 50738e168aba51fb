namespace WalletCore;

/// <summary>How long idempotency keys are remembered, and whether refusals are.</summary>
public sealed record KeyPolicy
{
    /// <summary>For ever, refusals too.</summary>
    public static KeyPolicy Default { get; } = new();

    /// <summary>After which time, by recorded time, a key counts as unused again; null: never.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>
    /// Whether a refusal that depends on state is the key's answer for good, so that a late duplicate cannot move money that the caller
    /// was told did not move. False: a refused command may be tried again under its key.
    /// </summary>
    public bool KeepRefusals { get; init; } = true;
}
