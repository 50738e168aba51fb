using Microsoft.Extensions.Logging;

namespace WalletCore;

/// <summary>How a ledger behaves. Immutable; checked when the ledger opens.</summary>
public sealed record LedgerOptions
{
    /// <summary>The name of the ledger when none is given.</summary>
    public const string DefaultName = "default";

    /// <summary>The defaults.</summary>
    public static LedgerOptions Default { get; } = new();

    /// <summary>The ledger's name, unique in its store; 1 to 100 of a-z, 0-9, <c>_</c>, <c>-</c>, <c>.</c>, <c>:</c>.</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>The currencies the ledger knows: ISO 4217 by default; add the host's own with <see cref="CurrencyRegistry.With"/>.</summary>
    public CurrencyRegistry Currencies { get; init; } = CurrencyRegistry.Iso;

    /// <summary>The system accounts.</summary>
    public ChartOfAccounts Chart { get; init; } = ChartOfAccounts.Default;

    /// <summary>The host's posting rules, and those that replace built-in ones. Each name once.</summary>
    public IReadOnlyCollection<PostingRule> Rules { get; init; } = [];

    /// <summary>Which roles operations need.</summary>
    public PermissionPolicy Permissions { get; init; } = PermissionPolicy.Default;

    /// <summary>What wallets may do: one policy for all, and one for each application that has its own.</summary>
    public IReadOnlyCollection<WalletPolicy> WalletPolicies { get; init; } = [];

    /// <summary>How idempotency keys are remembered.</summary>
    public KeyPolicy Keys { get; init; } = KeyPolicy.Default;

    /// <summary>Which business dates are allowed.</summary>
    public BusinessDatePolicy BusinessDates { get; init; } = BusinessDatePolicy.Any;

    /// <summary>Whether a reference may be used by one transaction only (<c>reference_taken</c>). False by default.</summary>
    public bool UniqueReferences { get; init; }

    /// <summary>The clock. Recorded time never goes back, even when the clock does.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the ledger logs; null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>How many commands may wait; a further caller waits for a place. 1 to 1,000,000; 16,384 by default.</summary>
    public int QueueLength { get; init; } = 16_384;

    /// <summary>How many commands one commit takes at most. 1 to 10,000; 4,096 by default. A whole all-or-nothing batch is one commit whatever its size.</summary>
    public int CommitLength { get; init; } = 4_096;

    /// <summary>How many wallets stay in memory between commits. 0 to 10,000,000; 100,000 by default.</summary>
    public int CacheLength { get; init; } = 100_000;

    /// <summary>How often a transient failure of the store is retried before the callers get it. 0 to 100; 5 by default.</summary>
    public int RetriesMax { get; init; } = 5;

    /// <summary>How long to wait before the first retry; each further one waits twice as long. 20 ms by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether opening verifies the whole journal and refuses to write on a broken one. False by default: it reads everything.</summary>
    public bool VerifyOnOpen { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or options contradict each other.</exception>
    public void Validate()
    {
        Names.ThrowUnlessName(Name, nameof(Name));
        ArgumentNullException.ThrowIfNull(Currencies);
        ArgumentNullException.ThrowIfNull(Chart);
        ArgumentNullException.ThrowIfNull(Rules);
        ArgumentNullException.ThrowIfNull(Permissions);
        ArgumentNullException.ThrowIfNull(WalletPolicies);
        ArgumentNullException.ThrowIfNull(Keys);
        ArgumentNullException.ThrowIfNull(BusinessDates);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ThrowUnlessBetween(QueueLength, 1, 1_000_000, nameof(QueueLength));
        ThrowUnlessBetween(CommitLength, 1, 10_000, nameof(CommitLength));
        ThrowUnlessBetween(CacheLength, 0, 10_000_000, nameof(CacheLength));
        ThrowUnlessBetween(RetriesMax, 0, 100, nameof(RetriesMax));
        ThrowUnlessBetween(RetryDelay.TotalMilliseconds, 0, 60_000, nameof(RetryDelay));
        if (Keys.Expiry is { } expiry && expiry <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(Keys), "A key's expiry is positive.");
        }

        foreach (var policy in WalletPolicies)
        {
            policy.Validate();
        }

        RuleBook.Create(this);
    }

    private static void ThrowUnlessBetween<T>(T value, T minimum, T maximum, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Must be {minimum} to {maximum}.");
        }
    }
}
