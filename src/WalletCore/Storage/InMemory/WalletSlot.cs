namespace WalletCore.Storage.InMemory;

/// <summary>A wallet and the ordinals of its accounts, ascending. The array is replaced, never changed.</summary>
internal readonly record struct WalletSlot(WalletRow Row, long[] Accounts);
