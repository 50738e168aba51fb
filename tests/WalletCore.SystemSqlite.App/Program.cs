using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using WalletCore;
using WalletCore.Aot.App;
using WalletCore.Sqlite;

// begin-snippet: SystemSqlite
NativeLibrary.SetDllImportResolver(
    Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"),
    (name, assembly, path) => name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var library) ? library : IntPtr.Zero);
// end-snippet

// Prints the version of the library that does the work, then "OK" when every verb worked; throws otherwise.
var folder = Directory.CreateTempSubdirectory("walletcore-system-sqlite-");
await using (var store = new SqliteWalletStore(Path.Combine(folder.FullName, "wallets.db")))
{
    await using var ledger = await Ledger.OpenAsync(store, new LedgerOptions { Permissions = PermissionPolicy.Open });
    await Verbs.RunAsync(ledger);
}

using (var connection = new SqliteConnection("Data Source=:memory:"))
{
    connection.Open();
    Console.WriteLine(connection.ServerVersion);
}

folder.Delete(recursive: true);
Console.WriteLine("OK");
