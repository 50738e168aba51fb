namespace WalletCore.Testing;

/// <summary>
/// What must hold of any ledger at any time, worked out a second time from its journal as a host reads it, with nothing but additions, beside
/// <see cref="Ledger.VerifyAsync"/>.
/// </summary>
public static class LedgerInvariants
{
    /// <summary>Checks them all; reads the whole journal.</summary>
    /// <exception cref="CheckFailedException">One does not hold; the message says which, and where.</exception>
    public static async Task CheckAsync(Ledger ledger)
    {
        if (await FindAsync(ledger) is { } broken)
        {
            throw new CheckFailedException(broken);
        }
    }

    /// <summary>The first that does not hold; null when all do.</summary>
    public static async Task<string?> FindAsync(Ledger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var report = await ledger.VerifyAsync();
        if (!report.IsClean)
        {
            return "verification: " + report.Findings[0];
        }

        var fold = new JournalFold();
        return await fold.ReadOnAsync(ledger) ?? await fold.CompareAsync(ledger);
    }
}
