namespace WalletCore;

/// <summary>How a follower of the journal waits and retries. Immutable; checked when the enumeration is asked for.</summary>
public sealed record FollowOptions
{
    /// <summary>The shortest <see cref="PollInterval"/>.</summary>
    public static readonly TimeSpan PollIntervalMin = TimeSpan.FromMilliseconds(10);

    /// <summary>The longest <see cref="PollInterval"/>.</summary>
    public static readonly TimeSpan PollIntervalMax = TimeSpan.FromHours(1);

    /// <summary>The defaults.</summary>
    public static FollowOptions Default { get; } = new();

    /// <summary>
    /// How long a follower that has read everything waits at most before it looks again, on the ledger's clock. 10 ms to 1 h; 1 s by default. Commits
    /// of the same <see cref="Ledger"/> wake it at once, those of other processes where the store can tell; this is the bound for all others.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it waits before it tries again after a first transient failure; twice as long each time. 1 ms to 1 min; 100 ms by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long it waits at most before it tries again. 1 ms to 1 h; 30 s by default.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many transactions are fetched at a time. 1 to <see cref="Limits.PageSizeMax"/>; 256 by default.</summary>
    public int PageSize { get; init; } = 256;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        ThrowUnlessBetween(PollInterval, PollIntervalMin, PollIntervalMax, nameof(PollInterval));
        ThrowUnlessBetween(RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1), nameof(RetryDelay));
        ThrowUnlessBetween(RetryDelayMax, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(RetryDelayMax));
        global::WalletCore.PageSize.ThrowUnlessFits(PageSize, nameof(PageSize));
    }

    private static void ThrowUnlessBetween(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Must be {minimum} to {maximum}.");
        }
    }
}
