namespace WalletCore.Storage;

/// <summary>One commit: a run of transactions and the link of the hash chain over them.</summary>
/// <param name="Number">Its number, gapless from 1 in the ledger.</param>
/// <param name="FirstSequence">Its first transaction.</param>
/// <param name="LastSequence">Its last transaction.</param>
/// <param name="RecordedAt">When it was recorded, in microseconds of Unix time.</param>
/// <param name="Hash">The SHA-256 of the link before and the canonical bytes of its transactions.</param>
public readonly record struct CommitRow(long Number, long FirstSequence, long LastSequence, long RecordedAt, ChainHash Hash);
