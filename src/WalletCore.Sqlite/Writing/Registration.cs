using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>Finds a ledger by name or adds it, under the write lock, so that of two who race both get the first one's row.</summary>
internal static class Registration
{
    public static LedgerRow Run(TableSet tables, LedgerRow proposal)
    {
        tables.BeginImmediate();
        try
        {
            if (tables.Ledgers.FindByName(proposal.Name) is { } known)
            {
                tables.Database.RollbackQuietly();
                return known;
            }

            tables.Ledgers.Add(proposal);
            tables.Commit();
            return proposal;
        }
        catch
        {
            tables.Database.RollbackQuietly();
            throw;
        }
    }
}
