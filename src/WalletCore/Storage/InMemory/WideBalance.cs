namespace WalletCore.Storage.InMemory;

/// <summary>The amounts of a balance of which one does not fit 64 bits.</summary>
internal readonly record struct WideBalance(Int128 Available, Int128 Frozen);
