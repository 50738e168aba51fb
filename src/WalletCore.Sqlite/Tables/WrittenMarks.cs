namespace WalletCore.Sqlite.Tables;

/// <summary>How far what may be written later than the journal has been written.</summary>
/// <param name="Keys">Keys are in their index up to here.</param>
/// <param name="Balances">Balances are in their table as of this posting, at least; what moved an account after it is in the journal.</param>
internal readonly record struct WrittenMarks(KeyMark Keys, long Balances);
