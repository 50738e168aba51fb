namespace WalletCore.Sqlite.Tables;

/// <summary>Takes an entry of an account: its reference, what the account has after it, and its transaction's business day.</summary>
internal delegate void MoveVisitor(long account, long entry, Int128 available, Int128 frozen, int businessDay);
