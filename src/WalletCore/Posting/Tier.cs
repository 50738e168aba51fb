namespace WalletCore;

/// <summary>One tier of a tiered amount.</summary>
/// <param name="UpTo">Its upper end, inclusive; null for the last.</param>
/// <param name="Rate">Its rate; zero or more.</param>
/// <param name="Fixed">A fixed amount added where the tier is reached; null: none.</param>
public sealed record Tier(Money? UpTo, Ratio Rate, Money? Fixed = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        (UpTo is { } end ? $"up to {end}: {Rate}" : $"above: {Rate}") + (Fixed is { } amount ? $" + {amount}" : string.Empty);
}
