namespace WalletCore.PostgreSql.Schema;

/// <summary>
/// Version 3: keys have places instead of plain hashes. What is there stays as it is and is found under both, so the head says of which ledgers that must be thought of:
/// all that there are, and any whose head was added without saying so, as an older library would that is still in a transaction of its own.
/// </summary>
internal static class Version3KeyPlaces
{
    public const string Sql =
        """
        -- Whether rows of the ledger may have their keys under plain hashes. Whoever adds a ledger and writes places says that there are none.
        ALTER TABLE heads ADD COLUMN plain_keys boolean NOT NULL DEFAULT true;

        """;
}
