namespace WalletCore.Storage;

/// <summary>A posting rule in one version, kept with the journal it posted.</summary>
/// <param name="Ordinal">Its ordinal, gapless from 1 in the ledger.</param>
/// <param name="Name">Its name, which is the type of its transactions.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Definition">The rule in words, as it explains itself.</param>
public sealed record RuleRow(int Ordinal, string Name, int Version, string Definition);
