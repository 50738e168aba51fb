namespace WalletCore.Storage.InMemory;

/// <summary>Copies of the rows that hold lists, so that neither the caller nor a reader can change what is kept.</summary>
internal static class Owned
{
    public static WalletRow Copy(WalletRow row) => row with { Restrictions = Copy(row.Restrictions) };

    public static RefundRow Copy(RefundRow row) => row with { ByPosting = Copy(row.ByPosting) };

    private static System.Collections.ObjectModel.ReadOnlyCollection<T> Copy<T>(IReadOnlyList<T> list) =>
        list.Count == 0 ? System.Collections.ObjectModel.ReadOnlyCollection<T>.Empty : Array.AsReadOnly<T>([.. list]);
}
