namespace WalletCore.Storage.InMemory;

/// <summary>A refund row in the order of its original. Without a row it is what one searches with.</summary>
internal readonly record struct RefundSlot(long Original, RefundRow? Row)
{
    public static IComparer<RefundSlot> Order { get; } =
        Comparer<RefundSlot>.Create(static (a, b) => a.Original.CompareTo(b.Original));
}
