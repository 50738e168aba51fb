namespace WalletCore.Testing;

/// <summary>Something that the kit checks does not hold: of a store, of a posting rule, of the books, of a history of commands.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>Says what was expected and what came instead.</summary>
    public CheckFailedException(string message)
        : base(message)
    {
    }
}
