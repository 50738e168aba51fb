namespace WalletCore.Storage.InMemory;

/// <summary>Keeps ordinals ascending; new ones nearly always come last.</summary>
internal static class Ordered
{
    public static void Insert(List<long> ordinals, long ordinal)
    {
        var place = ordinals.BinarySearch(ordinal);
        if (place < 0)
        {
            ordinals.Insert(~place, ordinal);
        }
    }

    public static long[] With(long[] ordinals, long ordinal)
    {
        long[] longer = [.. ordinals, ordinal];
        Array.Sort(longer);
        return longer;
    }
}
