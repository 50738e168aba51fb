namespace WalletCore.Testing;

/// <summary>An end of a flow: a party or <c>@code</c>, and at most how much.</summary>
internal sealed record DeclaredEnd(string Place, DeclaredAmount? Cap);

/// <summary>A flow whose amounts were read.</summary>
internal sealed class DeclaredFlow
{
    private const string Frozen = " (frozen)";

    public DeclaredFlow(Flow flow, PostingRule rule, CurrencyRegistry currencies)
    {
        Declared = flow;
        Rounding = rule.Rounding;
        Amount = DeclaredText.Read(flow.Amount, rule, currencies);
        Sources = [.. flow.Sources.Select(Read)];
        Targets = [.. flow.Targets.Select(Read)];

        DeclaredEnd Read(FlowEnd end) =>
            new(PlaceOf(end.Place.ToString()!), end.Cap is { } cap ? DeclaredText.Read(cap, rule, currencies) : null);
    }

    public Flow Declared { get; }

    public Rounding Rounding { get; }

    public DeclaredAmount Amount { get; }

    public IReadOnlyList<DeclaredEnd> Sources { get; }

    public IReadOnlyList<DeclaredEnd> Targets { get; }

    /// <summary>Whether its amount and its caps are all in the currency that it moves.</summary>
    public bool Fits(DeclaredValues values) =>
        Amount.Evaluate(values) is { } amount && (Declared.OnTop || amount.Currency == values.Post.Amount.Currency)
        && Sources.Concat(Targets).All(end => end.Cap is not { } cap || cap.Evaluate(values)?.Currency == amount.Currency);

    private static string PlaceOf(string text) =>
        text.StartsWith("@(", StringComparison.Ordinal) ? throw new NotSupportedException($"The command chooses the system account {text}.")
        : text.EndsWith(Frozen, StringComparison.Ordinal) ? text[..^Frozen.Length]
        : text;
}
