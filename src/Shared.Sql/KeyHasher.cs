namespace WalletCore.SqlStores;

/// <summary>Hashes a ledger's key. The result is stored, so it never changes.</summary>
internal delegate long KeyHasher(long ledgerNumber, ReadOnlySpan<byte> key);
