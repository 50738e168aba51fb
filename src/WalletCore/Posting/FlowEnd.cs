namespace WalletCore;

/// <summary>One of the sources or targets of a flow, in their order.</summary>
/// <param name="Place">Where.</param>
/// <param name="Cap">At most how much; null: all that there is (a source), or all that is left (a target). The last one has no cap.</param>
public sealed record FlowEnd(Place Place, AmountRule? Cap = null)
{
    /// <summary>A place without a cap.</summary>
    public static implicit operator FlowEnd(Place place) => new(place);

    /// <summary>A place without a cap.</summary>
    public static FlowEnd FromPlace(Place place) => new(place);

    /// <inheritdoc/>
    public override string ToString() => Cap is null ? Place.ToString()! : $"{Place} (at most {Cap})";
}
