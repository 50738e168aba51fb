using WalletCore.Testing.Behaviour;
using WalletCore.Testing.Conformance.Cases;

namespace WalletCore.Testing;

/// <summary>Everything that a store must do to stand under a <see cref="Ledger"/>, as cases that any test framework can run.</summary>
/// <example>A theory over the names of <see cref="Cases"/> whose body makes a <see cref="StoreUnderTest"/> and awaits <see cref="StoreCase.RunAsync"/>.</example>
public static class StoreConformance
{
    /// <summary>The cases of the port, in the order in which a new store is best made to pass them.</summary>
    public static IReadOnlyList<StoreCase> PortCases { get; } =
    [
        .. LedgerCases.All,
        .. SessionCases.All,
        .. RowCases.All,
        .. AlikeCases.All,
        .. LoadCases.All,
        .. KeyCases.All,
        .. PagingCases.All,
        .. FilterCases.All,
        .. EntryCases.All,
        .. ScopeCases.All,
        .. CancellationCases.All,
        .. DurabilityCases.All,
        .. ProcessCases.All,
        .. MovingCases.All,
        .. OptimisticCases.All,
        .. ShiftCases.All,
    ];

    /// <summary>The cases of what a ledger on the store does: every row of <see cref="BehaviourRows"/>, in amounts and balances.</summary>
    public static IReadOnlyList<StoreCase> BehaviourCases { get; } =
    [
        .. AmountBehaviour.All,
        .. MovementBehaviour.All,
        .. KeyBehaviour.All,
        .. RefundBehaviour.All,
        .. FreezeBehaviour.All,
        .. LifeBehaviour.All,
        .. StorageBehaviour.All,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StoreCase> Cases { get; } = [.. PortCases, .. BehaviourCases];

    /// <summary>The case of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static StoreCase Find(string name) =>
        Cases.FirstOrDefault(candidate => candidate.Name == name) ?? throw new ArgumentException($"There is no case '{name}'.", nameof(name));
}
