namespace WalletCore;

/// <summary>Which business dates a command may bear, counted from the UTC date of recording.</summary>
public sealed record BusinessDatePolicy
{
    /// <summary>Any date.</summary>
    public static BusinessDatePolicy Any { get; } = new();

    /// <summary>How many days back; null: any number.</summary>
    public int? DaysBackMax { get; init; }

    /// <summary>How many days ahead; null: any number.</summary>
    public int? DaysAheadMax { get; init; }

    internal bool Allows(int businessDay, int today) =>
        !(DaysBackMax is { } back && businessDay < today - back) && !(DaysAheadMax is { } ahead && businessDay > today + ahead);
}
