namespace WalletCore.Sqlite.Schema;

/// <summary>
/// The secondary indexes of version 1. SQLite appends the rowid to every index row, so an index on one column also serves a range of
/// rowids below it: one ledger's, in order. Only uniqueness within a ledger needs the ledger spelled out.
/// </summary>
internal static class Version1Indexes
{
    public const string Sql =
        """
        CREATE UNIQUE INDEX wallets_by_owner ON wallets (id >> 40, owner_id, application_id, label);
        CREATE INDEX accounts_by_wallet ON accounts (wallet);
        CREATE UNIQUE INDEX accounts_by_number ON accounts (id >> 40, number) WHERE number IS NOT NULL;
        CREATE UNIQUE INDEX accounts_by_code ON accounts (id >> 40, code, currency) WHERE code IS NOT NULL;
        CREATE INDEX transactions_by_reference ON transactions (reference) WHERE reference IS NOT NULL;
        CREATE INDEX transactions_by_original ON transactions (original) WHERE original <> 0;
        CREATE INDEX freezes_by_account ON freezes (account);
        CREATE INDEX freezes_active ON freezes (status) WHERE status = 0;
        CREATE INDEX freezes_by_expiry ON freezes (id >> 40, expires_at) WHERE status = 0 AND expires_at IS NOT NULL;
        CREATE INDEX freezes_due ON freezes (account, expires_at) WHERE status = 0 AND expires_at IS NOT NULL;

        """;
}
