using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Schema;

/// <summary>Tells whether a file is ours and of a version this library knows, before anything in it is touched.</summary>
internal static class SchemaGuard
{
    /// <summary><c>PRAGMA application_id</c> of a wallet file: the letters WALC.</summary>
    public const int ApplicationId = 0x57414C43;

    /// <summary>The version of a wallet file; zero for a file in which the tables are still to be created.</summary>
    /// <exception cref="WalletStoreException">Somebody else's file, or a newer version than <paramref name="known"/>.</exception>
    public static int Check(Database database, int known, bool adoptExistingFile)
    {
        if (database.InTransaction)
        {
            return CheckInTransaction(database, known, adoptExistingFile);
        }

        // Looked at one after another, the marks of a file that another process is just creating would contradict its tables.
        database.Execute("BEGIN", "Beginning to look at the file");
        try
        {
            return CheckInTransaction(database, known, adoptExistingFile);
        }
        finally
        {
            database.RollbackQuietly();
        }
    }

    private static int CheckInTransaction(Database database, int known, bool adoptExistingFile)
    {
        var application = (int)database.ScalarInt64("PRAGMA application_id");
        var version = (int)database.ScalarInt64("PRAGMA user_version");
        if (application == ApplicationId)
        {
            // Both numbers are written in the transaction that makes the tables, so there is no wallet file below version 1.
            return version > known ? throw Newer(version, known)
                : version >= 1 ? version
                : throw new WalletStoreException($"The file's schema version is {version}, which no library wrote: its header was changed or is damaged.", false);
        }

        if (application != 0)
        {
            throw new WalletStoreException(
                $"The file belongs to another program (application_id 0x{application:X8}); it was left as it is. Name another file.", false);
        }

        var isEmpty = database.ScalarInt64("SELECT count(*) FROM sqlite_master") == 0;
        if (!isEmpty && !adoptExistingFile)
        {
            throw new WalletStoreException(
                "The file has tables of another program; it was left as it is. Name another file, or set "
                + $"{nameof(SqliteWalletStoreOptions)}.{nameof(SqliteWalletStoreOptions.AdoptExistingFile)} to put the wallet tables beside them.",
                false);
        }

        if (version != 0)
        {
            throw new WalletStoreException(
                $"The file's user_version is {version}, so another program counts its own versions there; it was left as it is.", false);
        }

        return 0;
    }

    public static WalletStoreException Newer(int found, int known) => new(
        $"The file has schema version {found}; this library knows versions up to {known}. Update WalletCore.Sqlite in this process.", false);
}
