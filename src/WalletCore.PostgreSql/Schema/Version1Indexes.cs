namespace WalletCore.PostgreSql.Schema;

/// <summary>
/// The secondary indexes of version 1. Keys and references need no uniqueness: the head's lock orders writers, and the rules look before
/// they write. What never changes under that lock but by the rules is unique all the same, as a second guard.
/// </summary>
internal static class Version1Indexes
{
    public const string Sql =
        """
        CREATE UNIQUE INDEX wallets_by_owner ON wallets (ledger, owner_id, application_id, label);
        CREATE INDEX accounts_by_wallet ON accounts (ledger, wallet);
        CREATE UNIQUE INDEX accounts_by_number ON accounts (ledger, number) WHERE number IS NOT NULL;
        CREATE UNIQUE INDEX accounts_by_code ON accounts (ledger, code, currency) WHERE code IS NOT NULL;
        CREATE INDEX transactions_by_key ON transactions (ledger, key_hash) WHERE key_hash IS NOT NULL;
        CREATE INDEX transactions_by_reference ON transactions (ledger, reference, sequence) WHERE reference IS NOT NULL;
        CREATE INDEX transactions_by_original ON transactions (ledger, original, sequence) WHERE original IS NOT NULL;
        CREATE INDEX answers_by_key ON answers (ledger, key_hash);
        CREATE INDEX waypoints_by_time ON waypoints (ledger, account, recorded_at, entry_number);
        CREATE INDEX freezes_by_account ON freezes (ledger, account, freeze_record);
        CREATE INDEX freezes_active ON freezes (ledger, freeze_record) WHERE status = 0;
        CREATE INDEX freezes_by_expiry ON freezes (ledger, expires_at) WHERE status = 0 AND expires_at IS NOT NULL;
        CREATE INDEX freezes_due ON freezes (ledger, account, expires_at) WHERE status = 0 AND expires_at IS NOT NULL;

        """;
}
