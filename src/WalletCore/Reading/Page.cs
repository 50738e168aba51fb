namespace WalletCore;

/// <summary>One page of a longer list. Immutable.</summary>
/// <remarks>
/// Pages follow positions that never change, so that writes meanwhile neither repeat nor skip an item. A page may be shorter than its size,
/// even empty, and still have a cursor: only <see cref="NextCursor"/> tells whether there is more.
/// </remarks>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record Page<T>
{
    /// <summary>The items, in the order of the query.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>
    /// Where the next page starts: given back with the same query. Opaque, and good for as long as the ledger is. Null when there was no more.
    /// </summary>
    public string? NextCursor { get; init; }

    /// <summary>Whether there is, or may be, more.</summary>
    public bool HasMore => NextCursor is not null;

    internal static Page<T> Empty { get; } = new() { Items = [] };
}
