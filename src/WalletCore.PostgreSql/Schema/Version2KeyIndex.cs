namespace WalletCore.PostgreSql.Schema;

/// <summary>
/// Version 2: of the transactions under keys of one hash, the first has the hash in the column that is unique, so that inserting it is also the look-up that a
/// key is new. The others, whose keys share a hash or were used again, have it in a column of their own.
/// </summary>
internal static class Version2KeyIndex
{
    public const string Sql =
        """
        ALTER TABLE transactions ADD COLUMN key_hash_again bigint;
        UPDATE transactions t SET key_hash_again = t.key_hash, key_hash = NULL
        WHERE t.key_hash IS NOT NULL AND EXISTS (
          SELECT FROM transactions e WHERE e.ledger = t.ledger AND e.key_hash = t.key_hash AND e.sequence < t.sequence);
        DROP INDEX transactions_by_key;
        CREATE UNIQUE INDEX transactions_by_key ON transactions (ledger, key_hash) WHERE key_hash IS NOT NULL;
        CREATE INDEX transactions_by_key_again ON transactions (ledger, key_hash_again) WHERE key_hash_again IS NOT NULL;

        """;
}
