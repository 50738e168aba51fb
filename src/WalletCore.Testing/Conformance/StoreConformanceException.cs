namespace WalletCore.Testing;

/// <summary>A store did not do what a case shows.</summary>
public sealed class StoreConformanceException : Exception
{
    /// <summary>Says what was expected and what came instead.</summary>
    public StoreConformanceException(string message)
        : base(message)
    {
    }
}
