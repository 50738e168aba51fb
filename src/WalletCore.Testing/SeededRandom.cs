namespace WalletCore.Testing;

/// <summary>
/// Numbers that follow from a seed, the same on every platform and in every version of .NET: SplitMix64 (Steele, Lea and Flood 2014,
/// "Fast splittable pseudorandom number generators"). Not thread safe.
/// </summary>
internal sealed class SeededRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>A whole number from the one to the other, both included.</summary>
    public long Between(long minimum, long maximum) => minimum + (long)(Next() % ((ulong)(maximum - minimum) + 1));

    /// <summary>An index below the count.</summary>
    public int Below(int count) => (int)Between(0, count - 1);

    /// <summary>True that often in a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>One of them.</summary>
    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>The seed of a generator of its own, for a part that must not depend on how much the others draw.</summary>
    public long Split() => unchecked((long)Next());

    private ulong Next()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
