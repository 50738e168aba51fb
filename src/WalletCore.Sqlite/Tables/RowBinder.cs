using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>Binds a row's values to the parameters that come after those of the rows before it.</summary>
internal delegate void RowBinder<TRow>(Statement statement, int before, LedgerScope scope, in TRow row);
