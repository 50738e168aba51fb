global using WalletCore.Sql;
global using WalletCore.Storage;
