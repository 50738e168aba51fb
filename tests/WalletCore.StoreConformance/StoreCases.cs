using WalletCore.StoreConformance.Cases;

namespace WalletCore.StoreConformance;

/// <summary>Every case that a store must pass.</summary>
public static class StoreCases
{
    /// <summary>All cases, in the order in which a new store is best made to pass them.</summary>
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        .. LedgerCases.All,
        .. SessionCases.All,
        .. RowCases.All,
        .. LoadCases.All,
        .. KeyCases.All,
        .. PagingCases.All,
        .. FilterCases.All,
        .. EntryCases.All,
        .. ScopeCases.All,
        .. MovingCases.All,
        .. CancellationCases.All,
        .. DurabilityCases.All,
    ];
}
