namespace WalletCore.Sqlite.Tables;

/// <summary>A segment of a run to write.</summary>
/// <param name="Ordinal">Its place among the ledger's segments.</param>
/// <param name="Hashes">Its hashes, ascending; at least one.</param>
/// <param name="Targets">What each leads to.</param>
internal readonly record struct KeySegment(long Ordinal, ReadOnlyMemory<ulong> Hashes, ReadOnlyMemory<long> Targets);
