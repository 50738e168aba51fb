namespace WalletCore.StoreConformance;

/// <summary>A store did not do what a case shows.</summary>
public sealed class StoreConformanceException(string message) : Exception(message);
