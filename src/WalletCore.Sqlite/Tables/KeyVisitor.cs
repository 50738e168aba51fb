namespace WalletCore.Sqlite.Tables;

/// <summary>Takes a row's id and its key in UTF-8; the bytes are valid during the call only.</summary>
internal delegate void KeyVisitor(long row, ReadOnlySpan<byte> key);
