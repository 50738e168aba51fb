namespace WalletCore;

/// <summary>Runs one of the host's own operations: a registered <see cref="PostingRule"/>, by name.</summary>
/// <remarks>
/// Refused with <c>operation_unknown</c>, <c>command_invalid</c> (a party, amount or rate that the rule needs is missing, or one is there that
/// it does not know), <c>amount_not_positive</c>, and with everything its flows can be refused with.
/// </remarks>
public sealed record Post : Command<Receipt>
{
    /// <summary>Runs that operation.</summary>
    /// <param name="name">The name of the posting rule.</param>
    /// <param name="amount">The principal amount.</param>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public Post(string name, Money amount)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Amount = amount;
    }

    /// <summary>The name of the posting rule.</summary>
    public string Name { get; }

    /// <summary>The principal amount.</summary>
    public Money Amount { get; }

    /// <summary>The wallets by the rule's party names.</summary>
    public IReadOnlyDictionary<string, WalletRef> Parties
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = Empty<WalletRef>.Map;

    /// <summary>Further amounts by the rule's names for them (a tip, a shipping fee); zero or more.</summary>
    public IReadOnlyDictionary<string, Money> Amounts
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = Empty<Money>.Map;

    /// <summary>Rates by the rule's names for them.</summary>
    public IReadOnlyDictionary<string, ExchangeRate> Rates
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = Empty<ExchangeRate>.Map;

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    internal override string Operation => Name;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(Parties), Join(Parties, static wallet => wallet.ToExactString()));
        fields.Add(nameof(Amounts), Join(Amounts, static money => money.ToString()));
        fields.Add(nameof(Rates), Join(Rates, static rate => rate.ToString()));
        fields.Add(nameof(Reason), Reason);
    }

    private static string? Join<T>(IReadOnlyDictionary<string, T> map, Func<T, string> text) =>
        map is null or { Count: 0 } ? null : string.Join('\u001f', map.Keys.Order(StringComparer.Ordinal).Select(key => $"{key}={text(map[key])}"));

    private static class Empty<T>
    {
        public static readonly IReadOnlyDictionary<string, T> Map = new Dictionary<string, T>(0, StringComparer.Ordinal);
    }
}
