namespace WalletCore;

/// <summary>
/// An invariant of the books does not hold: a balance that no entry explains, a broken chain. The ledger stops writing; nothing of the
/// command in hand was committed. <see cref="Ledger.VerifyAsync"/> tells where.
/// </summary>
public sealed class LedgerIntegrityException : Exception
{
    /// <summary>Creates the exception.</summary>
    public LedgerIntegrityException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
