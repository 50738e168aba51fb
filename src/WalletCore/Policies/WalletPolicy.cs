namespace WalletCore;

/// <summary>What the wallets of one application, or all wallets, may do. Immutable.</summary>
public sealed record WalletPolicy
{
    /// <summary>No limits.</summary>
    public static WalletPolicy Unlimited { get; } = new();

    /// <summary>The application whose wallets it is for; null: all that have no policy of their own.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The currencies that accounts may be opened in; null: all that the ledger knows.</summary>
    public IReadOnlyCollection<Currency>? Currencies { get; init; }

    /// <summary>The highest balance of an account, by currency, where the account has none of its own. Refunds may pass it.</summary>
    public IReadOnlyCollection<Money> MaxBalances { get; init; } = [];

    /// <summary>The smallest amounts: operation and amount, by currency.</summary>
    public IReadOnlyCollection<KeyValuePair<string, Money>> Minimums { get; init; } = [];

    /// <summary>The most that operations may take from an account in a day or a month.</summary>
    public IReadOnlyList<UsageLimit> UsageLimits { get; init; } = [];

    /// <summary>Operations that are switched off: <c>operation_disabled</c>.</summary>
    public IReadOnlyCollection<string> DisabledOperations { get; init; } = [];

    /// <summary>Where days and months begin; UTC by default.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Two limits on the same uses would count each use twice.</summary>
    internal void Validate()
    {
        var same = UsageLimits.GroupBy(limit => (limit.Name, limit.Maximum.Currency)).FirstOrDefault(group => group.Count() > 1);
        if (same is not null)
        {
            throw new ArgumentException($"Two usage limits are on '{same.Key.Name}' in {same.Key.Currency.Code}.", nameof(UsageLimits));
        }
    }
}
