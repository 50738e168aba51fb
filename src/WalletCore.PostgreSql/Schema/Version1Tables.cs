namespace WalletCore.PostgreSql.Schema;

/// <summary>
/// The tables of version 1. Wide columns stand first, so that none is padded; texts that are looked up compare byte by byte, whatever the
/// database's locale is or becomes.
/// </summary>
internal static class Version1Tables
{
    public const string Sql =
        """
        CREATE TABLE ledgers (
          ledger bigint PRIMARY KEY, -- the last 64 bits of the id; every other key begins with it
          created_at bigint NOT NULL,
          id text COLLATE "C" NOT NULL UNIQUE,
          name text COLLATE "C" NOT NULL UNIQUE
        );
        CREATE TABLE heads ( -- the last ordinal of everything; whoever writes a ledger locks its row
          ledger bigint PRIMARY KEY,
          sequence bigint NOT NULL DEFAULT 0,
          postings bigint NOT NULL DEFAULT 0,
          commits bigint NOT NULL DEFAULT 0,
          wallets bigint NOT NULL DEFAULT 0,
          accounts bigint NOT NULL DEFAULT 0,
          answers bigint NOT NULL DEFAULT 0,
          recorded_at bigint NOT NULL DEFAULT 0,
          rules integer NOT NULL DEFAULT 0,
          hash bytea NOT NULL DEFAULT '' -- SHA-256, the last link of the chain; empty before the first
        ) WITH (fillfactor = 10);
        CREATE TABLE transactions (
          ledger bigint NOT NULL,
          sequence bigint NOT NULL,
          recorded_at bigint NOT NULL,
          first_posting bigint NOT NULL,
          amount bigint NOT NULL, -- minor units; see wide
          rule integer NOT NULL,
          posting_count integer NOT NULL,
          business_day integer NOT NULL, -- days since 0001-01-01
          key_hash bigint,
          original bigint, -- sequence
          freeze_record bigint, -- sequence
          wallet bigint, -- ordinal
          currency text COLLATE "C",
          idempotency_key text COLLATE "C",
          fingerprint bytea, -- 8 bytes, then a byte a field, trailing zeros left out
          reference text COLLATE "C",
          wide text, -- the amount where it does not fit 64 bits; the column above is 0 then
          changes text,
          description text,
          channel text,
          correlation_id text,
          reason text,
          actor_id text,
          actor_roles text,
          metadata text,
          PRIMARY KEY (ledger, sequence)
        );
        CREATE TABLE postings (
          ledger bigint NOT NULL,
          posting bigint NOT NULL, -- ordinal
          sequence bigint NOT NULL,
          debit_account bigint NOT NULL,
          credit_account bigint NOT NULL,
          amount bigint NOT NULL, -- minor units, as the four balances after; see wide
          debit_available bigint NOT NULL,
          debit_frozen bigint NOT NULL,
          credit_available bigint NOT NULL,
          credit_frozen bigint NOT NULL,
          debit_previous bigint NOT NULL, -- 2 * posting ordinal + side (0 debit, 1 credit) of the account's entry before
          credit_previous bigint NOT NULL,
          flags integer NOT NULL, -- debit pocket + 4 * credit pocket + 16 * on top + 32 * role
          wide text NOT NULL DEFAULT '', -- all five amounts by comma where one does not fit 64 bits; their columns are 0 then
          PRIMARY KEY (ledger, posting)
        );
        CREATE TABLE commits (
          ledger bigint NOT NULL,
          number bigint NOT NULL,
          first_sequence bigint NOT NULL,
          last_sequence bigint NOT NULL,
          recorded_at bigint NOT NULL,
          hash bytea NOT NULL,
          PRIMARY KEY (ledger, number)
        );
        CREATE TABLE wallets (
          ledger bigint NOT NULL,
          wallet bigint NOT NULL, -- ordinal
          opened_at bigint NOT NULL,
          updated_at bigint NOT NULL,
          kind integer NOT NULL, -- 0 prepaid, 1 postpaid
          state integer NOT NULL, -- 0 open, 1 closed
          owner_id text COLLATE "C" NOT NULL,
          application_id text COLLATE "C" NOT NULL,
          label text COLLATE "C" NOT NULL,
          restrictions text, -- JSON; NULL when there are none
          metadata text,
          PRIMARY KEY (ledger, wallet)
        );
        CREATE TABLE accounts (
          ledger bigint NOT NULL,
          account bigint NOT NULL, -- ordinal
          wallet bigint NOT NULL, -- ordinal; 0 for a system account
          opened_at bigint NOT NULL,
          class integer NOT NULL, -- 1 asset, 2 liability, 3 equity, 4 revenue, 5 expense
          minor_units integer NOT NULL,
          closed boolean NOT NULL,
          currency text COLLATE "C" NOT NULL,
          code text COLLATE "C",
          number text COLLATE "C",
          credit_limit numeric NOT NULL,
          max_balance numeric,
          PRIMARY KEY (ledger, account)
        );
        CREATE TABLE balances ( -- apart from accounts because this is what every movement rewrites
          ledger bigint NOT NULL,
          account bigint NOT NULL,
          available bigint NOT NULL, -- minor units; see wide
          frozen bigint NOT NULL,
          entry_count bigint NOT NULL,
          last_entry bigint NOT NULL,
          business_day_min integer NOT NULL,
          business_day_max integer NOT NULL,
          wide text NOT NULL DEFAULT '', -- both amounts by comma where one does not fit 64 bits; their columns are 0 then
          PRIMARY KEY (ledger, account)
        ) WITH (fillfactor = 50);
        CREATE TABLE freezes (
          ledger bigint NOT NULL,
          freeze_record bigint NOT NULL, -- sequence of the transaction that made it
          account bigint NOT NULL,
          created_at bigint NOT NULL,
          status integer NOT NULL, -- 0 active, 1 captured, 2 released, 3 expired
          mode integer NOT NULL, -- 0 single capture, 1 several
          expires_at bigint,
          settled_at bigint,
          amount numeric NOT NULL,
          remaining numeric NOT NULL,
          captured numeric NOT NULL,
          reason text,
          PRIMARY KEY (ledger, freeze_record)
        );
        CREATE TABLE refunds (
          ledger bigint NOT NULL,
          original bigint NOT NULL, -- sequence
          count integer NOT NULL,
          cancelled boolean NOT NULL,
          refunded numeric NOT NULL,
          by_posting text NOT NULL, -- amounts by comma
          PRIMARY KEY (ledger, original)
        );
        CREATE TABLE rules (
          ledger bigint NOT NULL,
          rule integer NOT NULL, -- ordinal
          version integer NOT NULL,
          name text NOT NULL,
          definition text NOT NULL,
          PRIMARY KEY (ledger, rule)
        );
        CREATE TABLE answers (
          ledger bigint NOT NULL,
          answer bigint NOT NULL, -- ordinal
          recorded_at bigint NOT NULL,
          sequence bigint NOT NULL, -- where the journal stood, which orders answers and transactions under one key
          key_hash bigint NOT NULL,
          idempotency_key text COLLATE "C" NOT NULL,
          fingerprint bytea NOT NULL,
          refusal text NOT NULL,
          PRIMARY KEY (ledger, answer)
        );
        CREATE TABLE waypoints (
          ledger bigint NOT NULL,
          account bigint NOT NULL,
          entry_number bigint NOT NULL,
          entry bigint NOT NULL,
          recorded_at bigint NOT NULL,
          business_day_min integer NOT NULL,
          business_day_max integer NOT NULL,
          PRIMARY KEY (ledger, account, entry_number)
        );
        CREATE TABLE usages (
          ledger bigint NOT NULL,
          account bigint NOT NULL,
          window_day integer NOT NULL,
          limit_name text COLLATE "C" NOT NULL,
          amount numeric NOT NULL,
          PRIMARY KEY (ledger, account, limit_name, window_day)
        );

        """;
}
