namespace WalletCore.Sqlite.Schema;

/// <summary>The tables of version 1. The comments stay in the file, for whoever opens it with the sqlite3 shell.</summary>
internal static class Version1Tables
{
    // An amount has no declared type: with INTEGER or NUMERIC affinity SQLite would turn digits past 64 bits into a lossy REAL.
    public const string Sql =
        """
        CREATE TABLE schema_migrations (
          version INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          applied_at INTEGER NOT NULL -- microseconds of Unix time
        );
        CREATE TABLE ledgers (
          number INTEGER PRIMARY KEY, -- from 0; "id" in the other tables is number * 2^40 + ordinal
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL UNIQUE,
          created_at INTEGER NOT NULL,
          sequence INTEGER NOT NULL DEFAULT 0, -- from here on: the head, the last ordinal of everything
          postings INTEGER NOT NULL DEFAULT 0,
          commits INTEGER NOT NULL DEFAULT 0,
          wallets INTEGER NOT NULL DEFAULT 0,
          accounts INTEGER NOT NULL DEFAULT 0,
          rules INTEGER NOT NULL DEFAULT 0,
          answers INTEGER NOT NULL DEFAULT 0,
          recorded_at INTEGER NOT NULL DEFAULT 0,
          hash BLOB, -- SHA-256, the last link of the chain; NULL before the first
          keys_indexed_through INTEGER NOT NULL DEFAULT 0, -- the keys of transactions up to here are in table keys
          answers_indexed_through INTEGER NOT NULL DEFAULT 0 -- the keys of answers up to here are
        );
        CREATE TABLE transactions (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + sequence
          recorded_at INTEGER NOT NULL,
          rule INTEGER NOT NULL,
          first_posting INTEGER NOT NULL,
          posting_count INTEGER NOT NULL,
          amount NOT NULL, -- minor units: INTEGER, or TEXT where it does not fit 64 bits; so everywhere
          currency TEXT,
          business_day INTEGER NOT NULL, -- days since 0001-01-01
          idempotency_key TEXT,
          fingerprint BLOB, -- 8 bytes, then a byte a field, trailing zeros left out
          reference TEXT,
          original INTEGER NOT NULL, -- sequence; 0 when there is none
          freeze INTEGER NOT NULL, -- sequence; 0 when there is none
          wallet INTEGER NOT NULL, -- ordinal; 0 when there is none
          changes TEXT,
          description TEXT,
          channel TEXT,
          correlation_id TEXT,
          reason TEXT,
          actor_id TEXT,
          actor_roles TEXT,
          metadata TEXT
        );
        CREATE TABLE postings (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + posting ordinal
          sequence INTEGER NOT NULL,
          debit_account INTEGER NOT NULL,
          credit_account INTEGER NOT NULL,
          flags INTEGER NOT NULL, -- debit pocket + 4 * credit pocket + 16 * on top + 32 * role
          amount NOT NULL,
          debit_available NOT NULL,
          debit_frozen NOT NULL,
          credit_available NOT NULL,
          credit_frozen NOT NULL,
          debit_previous INTEGER NOT NULL, -- 2 * posting ordinal + side (0 debit, 1 credit) of the account's entry before
          credit_previous INTEGER NOT NULL
        );
        CREATE TABLE commits (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + commit number
          first_sequence INTEGER NOT NULL,
          last_sequence INTEGER NOT NULL,
          recorded_at INTEGER NOT NULL,
          hash BLOB NOT NULL
        );
        CREATE TABLE wallets (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + wallet ordinal
          owner_id TEXT NOT NULL,
          application_id TEXT NOT NULL,
          label TEXT NOT NULL,
          kind INTEGER NOT NULL, -- 0 prepaid, 1 postpaid
          state INTEGER NOT NULL, -- 0 open, 1 closed
          restrictions TEXT, -- JSON; NULL when there are none
          metadata TEXT,
          opened_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL
        );
        CREATE TABLE accounts (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + account ordinal
          wallet INTEGER NOT NULL, -- ordinal; 0 for a system account
          code TEXT,
          class INTEGER NOT NULL, -- 1 asset, 2 liability, 3 equity, 4 revenue, 5 expense
          currency TEXT NOT NULL,
          minor_units INTEGER NOT NULL,
          number TEXT,
          credit_limit NOT NULL,
          max_balance,
          closed INTEGER NOT NULL,
          opened_at INTEGER NOT NULL
        );
        CREATE TABLE balances (
          id INTEGER PRIMARY KEY, -- as in accounts; apart from them because this is what every transfer rewrites
          available NOT NULL,
          frozen NOT NULL,
          entry_count INTEGER NOT NULL,
          last_entry INTEGER NOT NULL,
          business_day_min INTEGER NOT NULL,
          business_day_span INTEGER NOT NULL -- latest minus earliest
        );
        CREATE TABLE freezes (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + sequence of the transaction that made it
          account INTEGER NOT NULL,
          amount NOT NULL,
          remaining NOT NULL,
          captured NOT NULL,
          status INTEGER NOT NULL, -- 0 active, 1 captured, 2 released, 3 expired
          mode INTEGER NOT NULL, -- 0 single capture, 1 several
          reason TEXT,
          expires_at INTEGER,
          created_at INTEGER NOT NULL,
          settled_at INTEGER
        );
        CREATE TABLE refunds (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + sequence of the original
          refunded NOT NULL,
          count INTEGER NOT NULL,
          cancelled INTEGER NOT NULL,
          by_posting TEXT NOT NULL -- amounts by comma
        );
        CREATE TABLE rules (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + rule ordinal
          name TEXT NOT NULL,
          version INTEGER NOT NULL,
          definition TEXT NOT NULL
        );
        CREATE TABLE answers (
          id INTEGER PRIMARY KEY, -- ledger * 2^40 + answer ordinal
          idempotency_key TEXT NOT NULL,
          fingerprint BLOB NOT NULL,
          recorded_at INTEGER NOT NULL,
          sequence INTEGER NOT NULL, -- where the journal stood, which orders answers and transactions under one key
          refusal TEXT NOT NULL
        );
        CREATE TABLE waypoints (
          account INTEGER NOT NULL, -- ledger * 2^40 + account ordinal
          entry_number INTEGER NOT NULL,
          entry INTEGER NOT NULL,
          recorded_at INTEGER NOT NULL,
          business_day_min INTEGER NOT NULL,
          business_day_max INTEGER NOT NULL,
          PRIMARY KEY (account, entry_number)
        ) WITHOUT ROWID;
        CREATE TABLE usages (
          account INTEGER NOT NULL, -- ledger * 2^40 + account ordinal
          limit_name TEXT NOT NULL,
          window INTEGER NOT NULL,
          amount NOT NULL,
          PRIMARY KEY (account, limit_name, window)
        ) WITHOUT ROWID;
        CREATE TABLE keys (
          hash INTEGER PRIMARY KEY, -- of ledger and key; the next free number where two keys collide
          target INTEGER NOT NULL -- transactions.id, or minus answers.id
        );

        """;
}
