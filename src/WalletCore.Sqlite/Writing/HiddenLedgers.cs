using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>Publishes and removes ledgers that are being imported, each step in one immediate transaction.</summary>
internal static class HiddenLedgers
{
    /// <summary>How many rows of a table one step removes, so that the log stays short and other ledgers' writers get their turn.</summary>
    private const int SliceLength = 20_000;

    // The keys of removed transactions stay in table keys: taking a row out would break the probing of other ledgers' colliding keys, and a
    // key whose row is not there, or is another one, is passed over.
    private static readonly string[] Tables =
        ["transactions", "postings", "commits", "answers", "freezes", "refunds", "balances", "accounts", "wallets", "rules", "key_runs", "key_segments"];

    private static readonly string[] AccountTables = ["usages", "waypoints"];

    public static bool Publish(TableSet tables, LedgerId ledger, string name, in LedgerHead head)
    {
        tables.BeginImmediate();
        try
        {
            var scope = tables.Ledgers.FindScope(ledger);
            if (scope is not { } found || !tables.Ledgers.FindById(ledger)!.IsHidden || tables.Ledgers.FindByName(name) is not null
                || tables.Heads.Find(found, out _) != head)
            {
                throw new WalletStoreException(
                    $"Nothing was published: ledger {ledger} is not hidden or stands elsewhere, or the name '{name}' is taken.", isTransient: false);
            }

            tables.Ledgers.SetName(found, name);
            tables.Commit();
            return true;
        }
        catch
        {
            tables.Database.RollbackQuietly();
            throw;
        }
    }

    /// <summary>Removes the next rows; true once the ledger is gone.</summary>
    public static bool DiscardSlice(TableSet tables, LedgerId ledger)
    {
        tables.BeginImmediate();
        try
        {
            if (tables.Ledgers.FindScope(ledger) is not { } scope)
            {
                tables.Database.RollbackQuietly();
                return true;
            }

            if (!tables.Ledgers.FindById(ledger)!.IsHidden)
            {
                throw new WalletStoreException($"Ledger {ledger} is not hidden: it is not removed.", isTransient: false);
            }

            var removed = 0;
            foreach (var table in Tables)
            {
                removed += Delete(tables, $"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE id > ?1 AND id <= ?2 LIMIT ?3)", scope);
            }

            foreach (var table in AccountTables)
            {
                removed += Delete(
                    tables, $"DELETE FROM {table} WHERE account IN (SELECT DISTINCT account FROM {table} WHERE account > ?1 AND account <= ?2 LIMIT ?3)", scope);
            }

            if (removed == 0)
            {
                tables.Ledgers.Delete(scope);
            }

            tables.Commit();
            return removed == 0;
        }
        catch
        {
            tables.Database.RollbackQuietly();
            throw;
        }
    }

    private static int Delete(TableSet tables, string sql, LedgerScope scope)
    {
        using var delete = new Native.Statement(tables.Database.Handle, sql);
        return delete.Bind(1, scope.Base).Bind(2, scope.Last).Bind(3, SliceLength).RunAndCount("Removing a hidden ledger");
    }
}
