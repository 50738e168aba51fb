namespace WalletCore.PostgreSql.Schema;

/// <summary>Version 4: who ends a shift leaves what it changed for whoever has the next one, who would otherwise gather it from the postings.</summary>
internal static class Version4Handovers
{
    public const string Sql =
        """
        CREATE TABLE handovers ( -- of the last shifts of writers; nothing is lost with its rows
          ledger bigint NOT NULL,
          last_commit bigint NOT NULL, -- of the shift
          last_posting bigint NOT NULL,
          first_hash bytea NOT NULL, -- the link of the chain after which the shift began
          last_hash bytea NOT NULL,
          balances bytea NOT NULL, -- those that changed, as the shift left them
          PRIMARY KEY (ledger, last_commit)
        );

        """;
}
