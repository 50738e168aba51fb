global using WalletCore.SqlStores;
global using WalletCore.Storage;
