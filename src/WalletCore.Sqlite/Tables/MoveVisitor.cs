namespace WalletCore.Sqlite.Tables;

/// <summary>Takes what an entry made of its account's balance.</summary>
internal delegate void MoveVisitor(in MovedBalance moved);
