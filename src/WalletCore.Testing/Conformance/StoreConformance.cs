using WalletCore.Testing.Conformance.Cases;

namespace WalletCore.Testing;

/// <summary>Everything that a store must do to stand under a <see cref="Ledger"/>, as cases that any test framework can run.</summary>
/// <example>A theory over the names of <see cref="Cases"/> whose body makes a <see cref="StoreUnderTest"/> and awaits <see cref="StoreCase.RunAsync"/>.</example>
public static class StoreConformance
{
    /// <summary>The cases of the port, in the order in which a new store is best made to pass them.</summary>
    public static IReadOnlyList<StoreCase> Cases { get; } =
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
        .. CancellationCases.All,
        .. DurabilityCases.All,
        .. ProcessCases.All,
    ];

    /// <summary>The case of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static StoreCase Find(string name) =>
        Cases.FirstOrDefault(candidate => candidate.Name == name) ?? throw new ArgumentException($"There is no case '{name}'.", nameof(name));
}
