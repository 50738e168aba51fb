global using WalletCore.Storage;
