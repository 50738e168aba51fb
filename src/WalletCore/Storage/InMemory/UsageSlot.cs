namespace WalletCore.Storage.InMemory;

/// <summary>What an account used of one windowed limit. The array is never changed: a snapshot may hold it.</summary>
internal readonly record struct UsageSlot(UsageRow[] Windows);
