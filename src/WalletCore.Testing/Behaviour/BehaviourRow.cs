namespace WalletCore.Testing;

/// <summary>One decision that a wallet engine must not leave to chance.</summary>
/// <param name="Name">Its name, which cases bear (<see cref="StoreCase.Row"/>); it does not change.</param>
/// <param name="Situation">What happens.</param>
/// <param name="Answer">What the ledger does then.</param>
public sealed record BehaviourRow(string Name, string Situation, string Answer)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
