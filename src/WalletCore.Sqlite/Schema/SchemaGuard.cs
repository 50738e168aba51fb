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
        var application = (int)database.ScalarInt64("PRAGMA application_id");
        var version = (int)database.ScalarInt64("PRAGMA user_version");
        if (application == ApplicationId)
        {
            return version <= known ? version : throw Newer(version, known);
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
