namespace WalletCore.Crash.Tests.Damage;

/// <summary>Edits of every table, by name, with what an examination then must have seen.</summary>
internal static class RowEdits
{
    private const string Payment = "(SELECT id FROM transactions WHERE idempotency_key = 't-100')";

    // Every segment in which a target is minus an answer's id.
    private const string AnswersAway = "UPDATE key_segments SET targets = zeroblob(length(targets)) WHERE hex(targets) LIKE '%FFFFFFFF%'";

    // As it is while a store is open: the last two commits say where the ledger stands.
    private const string RowBehind = "UPDATE ledgers SET (sequence, postings, commits, recorded_at, hash, balances_through) = (SELECT c.last_sequence, t.first_posting, c.id, c.recorded_at, c.hash, t.first_posting "
        + "FROM commits c JOIN transactions t ON t.id = c.last_sequence WHERE c.id = (SELECT max(id) - 2 FROM commits))";

    // The last of each, where it is not null: what is wrong and cannot be seen, because nothing in the journal says otherwise. docs/reliability.md
    // lists these, and what helps.
    private static readonly Dictionary<string, (string Sql, string Expected, string? Unseen)> Edits = new(StringComparer.Ordinal)
    {
        ["ledgers: a row away"] = ("DELETE FROM ledgers", "verify: key_wrong@", null),
        ["ledgers: another id"] = ("UPDATE ledgers SET id = 'led_01h455vb4pex5vsknk084sn02q'", "verify: clean", "read"),
        ["ledgers: no id"] = ("UPDATE ledgers SET id = 'mine'", "open: WalletStoreException: A row of the store cannot be read", null),
        ["ledgers: another name"] = ("UPDATE ledgers SET name = 'mine'", "verify: clean", "read"),
        ["ledgers: another number"] = ("UPDATE ledgers SET number = 7", "verify: sequence_gap@1", null),
        ["ledgers: a sequence in words"] = ("UPDATE ledgers SET sequence = 'many'", "verify: key_wrong@", null),
        ["ledgers: no last link"] = ("UPDATE ledgers SET hash = NULL", "verify: head_wrong@", null),
        ["ledgers: a short last link"] = ("UPDATE ledgers SET hash = x'0102'", "open: WalletStoreException: A row of the store cannot be read", null),
        ["ledgers: a mark of the key index too far"] = ("UPDATE ledgers SET keys_indexed_through = sequence", "verify: key_wrong@", null),
        ["ledgers: a mark of the key index too early"] = ("UPDATE ledgers SET keys_indexed_through = 3", "read: the same", null),
        ["ledgers: a mark of the key index beyond the end"] = ("UPDATE ledgers SET keys_indexed_through = sequence + 1000", "verify: key_wrong@", null),
        ["ledgers: a mark of the answers too far"] = ($"UPDATE ledgers SET answers_indexed_through = answers; {AnswersAway}", "verify: key_wrong@", null),
        ["ledgers: a mark of the balances too early"] = ("UPDATE ledgers SET balances_through = 3", "read: the same", null),
        ["ledgers: a mark of the balances too far"] = ("UPDATE balances SET available = available - 1, entry_count = entry_count - 1 WHERE id = (SELECT id FROM accounts WHERE number = 'DE-8'); UPDATE ledgers SET balances_through = postings", "verify: balance_wrong@", null),
        ["ledgers: a mark of the balances beyond the end"] = ("UPDATE ledgers SET balances_through = postings + 1000", "read: the same", null),
        ["ledgers: a mark of the balances in words"] = ("UPDATE ledgers SET balances_through = 'all'", "read: the same", null),
        ["ledgers: fewer answers"] = ("UPDATE ledgers SET answers = answers - 1", "verify: head_wrong@", null),
        ["ledgers: more answers"] = ("UPDATE ledgers SET answers = answers + 1", "verify: head_wrong@", null),
        ["ledgers: a row behind its commits"] = (RowBehind, "read: the same", null),
        ["ledgers: a row behind, with another number of wallets"] = ($"{RowBehind}; UPDATE ledgers SET wallets = wallets - 1", "verify: account_wrong@", null),
        ["ledgers: duplicated"] = ("INSERT INTO ledgers (number, id, name, created_at) SELECT 1, 'led_01h455vb4pex5vsknk084sn02q', 'twin', created_at FROM ledgers", "read: the same", null),

        ["transactions: duplicated at the end"] = ("UPDATE ledgers SET sequence = sequence + 1; INSERT INTO transactions SELECT (SELECT max(id) + 1 FROM transactions), recorded_at, rule, first_posting, posting_count, amount, currency, business_day, idempotency_key, fingerprint, reference, original, freeze, wallet, changes, description, channel, correlation_id, reason, actor_id, actor_roles, metadata FROM transactions WHERE id = " + Payment, "verify: posting_ordinal_wrong@1288", null),
        ["transactions: the last away, of a row behind"] = ($"{RowBehind}; DELETE FROM transactions WHERE id = (SELECT max(id) FROM transactions)", "verify: sequence_gap@", null),
        ["transactions: other postings of the last, of a row behind"] = ($"{RowBehind}; UPDATE transactions SET posting_count = 0 WHERE id = (SELECT max(id) FROM transactions)", "verify: chain_link_wrong@1268", null),
        ["transactions: keys swapped"] = ("UPDATE transactions SET idempotency_key = CASE idempotency_key WHEN 't-100' THEN 't-101' ELSE 't-100' END WHERE idempotency_key IN ('t-100', 't-101')", "verify: key_wrong@188", null),
        ["transactions: a first posting in words"] = ($"UPDATE transactions SET first_posting = 'one' WHERE id = {Payment}", "verify: transaction_unreadable@188", null),
        ["transactions: less than no postings"] = ($"UPDATE transactions SET posting_count = -1 WHERE id = {Payment}", "verify: transaction_unreadable@188", null),
        ["transactions: another currency"] = ($"UPDATE transactions SET currency = 'USD' WHERE id = {Payment}", "verify: chain_link_wrong@188", null),
        ["transactions: no currency"] = ($"UPDATE transactions SET currency = 'Euro' WHERE id = {Payment}", "verify: chain_link_wrong@188", null),
        ["transactions: no such time"] = ($"UPDATE transactions SET recorded_at = 9223372036854775807 WHERE id = {Payment}", "verify: commit_wrong@188", null),
        ["transactions: no such day"] = ($"UPDATE transactions SET business_day = -5 WHERE id = {Payment}", "verify: chain_link_wrong@188", null),
        ["transactions: metadata that is none"] = ($"UPDATE transactions SET metadata = 'x' WHERE id = {Payment}", "verify: chain_link_wrong@188", null),
        ["transactions: what changed has no account"] = ("UPDATE transactions SET changes = replace(changes, '\"account\":{', '\"other\":{') WHERE wallet = 3", "verify: changes_wrong@5", null),
        ["transactions: what changed has no owner"] = ("UPDATE transactions SET changes = replace(changes, '\"ownerId\":\"w-2\"', '\"ownerId\":null') WHERE wallet = 3", "verify: changes_wrong@5", null),
        ["transactions: what changed is null"] = ("UPDATE transactions SET changes = 'null' WHERE wallet = 3", "verify: changes_wrong@5", null),
        ["transactions: an amount in words"] = ($"UPDATE transactions SET amount = 'much' WHERE id = {Payment}", "verify: transaction_unreadable@188", null),
        ["transactions: a key of bytes"] = ($"UPDATE transactions SET idempotency_key = x'FF00FE' WHERE id = {Payment}", "verify: key_wrong@188", null),

        ["postings: amounts swapped"] = ("UPDATE postings SET amount = CASE sequence WHEN 200 THEN 12 ELSE 9 END WHERE sequence IN (200, 201)", "verify: chain_link_wrong@188", null),
        ["postings: sides swapped"] = ($"UPDATE postings SET debit_account = credit_account, credit_account = debit_account WHERE sequence = {Payment}", "verify: entry_link_wrong@188", null),
        ["postings: duplicated at the end"] = ("INSERT INTO postings SELECT (SELECT max(id) + 1 FROM postings), sequence, debit_account, credit_account, flags, amount, debit_available, debit_frozen, credit_available, credit_frozen, debit_previous, credit_previous FROM postings ORDER BY id DESC LIMIT 1", "pay: WalletStoreException: Writing a posting failed: a constraint", null),
        ["postings: an amount with a fraction"] = ($"UPDATE postings SET amount = amount + 0.5 WHERE sequence = {Payment}", "read: the same", null),
        ["postings: an amount past all bounds"] = ($"UPDATE postings SET amount = '{new string('9', 60)}' WHERE sequence = {Payment}", "verify: transaction_unreadable@188", null),
        ["postings: an amount of bytes"] = ($"UPDATE postings SET amount = x'FFFF' WHERE sequence = {Payment}", "verify: amount_not_positive@188", null),
        ["postings: a circle of entries"] = ($"UPDATE postings SET debit_previous = id * 2 WHERE sequence = {Payment}", "verify: entry_link_wrong@188", null),
        ["postings: an entry before in the future"] = ($"UPDATE postings SET credit_previous = 999999999 WHERE sequence = {Payment}", "verify: entry_link_wrong@188", null),
        ["postings: flags past all bounds"] = ($"UPDATE postings SET flags = 9223372036854775807 WHERE sequence = {Payment}", "verify: transaction_unreadable@188", null),

        ["commits: links swapped"] = ("UPDATE commits SET hash = CASE id WHEN 100 THEN (SELECT hash FROM commits WHERE id = 101) ELSE (SELECT hash FROM commits WHERE id = 100) END WHERE id IN (100, 101)", "verify: chain_link_wrong@328", null),
        ["commits: duplicated"] = ("INSERT INTO commits SELECT (SELECT max(id) + 1 FROM commits), first_sequence, last_sequence, recorded_at, hash FROM commits ORDER BY id DESC LIMIT 1", "verify: commit_wrong@1268", null),
        ["commits: a short link"] = ("UPDATE commits SET hash = x'01' WHERE id = 100", "verify: commit_wrong@1", null),
        ["commits: the last away, of a row behind"] = ($"{RowBehind}; DELETE FROM commits WHERE id = (SELECT max(id) FROM commits)", "verify: key_wrong@1268", null),
        ["commits: a short last link, of a row behind"] = ($"{RowBehind}; UPDATE commits SET hash = x'01' WHERE id = (SELECT max(id) FROM commits)", "open: WalletStoreException: A row of the store cannot be read", null),
        ["commits: another last link, of a row behind"] = ($"{RowBehind}; UPDATE commits SET hash = zeroblob(32) WHERE id = (SELECT max(id) FROM commits)", "verify: chain_link_wrong@", null),
        ["commits: another end of the last, of a row behind"] = ($"{RowBehind}; UPDATE commits SET last_sequence = last_sequence - 1 WHERE id = (SELECT max(id) FROM commits)", "verify: chain_link_wrong@1268", null),
        ["commits: another time of the last, of a row behind"] = ($"{RowBehind}; UPDATE commits SET recorded_at = recorded_at + 1 WHERE id = (SELECT max(id) FROM commits)", "verify: commit_wrong@", null),
        ["commits: all away"] = ("DELETE FROM commits", "verify: commit_wrong@1", null),

        ["wallets: owners swapped"] = ("UPDATE wallets SET owner_id = 'x' WHERE owner_id = 'w-8'; UPDATE wallets SET owner_id = 'w-8' WHERE owner_id = 'w-9'; UPDATE wallets SET owner_id = 'w-9' WHERE owner_id = 'x'", "verify: wallet_wrong@17", null),
        ["wallets: no such state"] = ("UPDATE wallets SET state = 9 WHERE owner_id = 'w-8'", "verify: wallet_wrong@17", null),
        ["wallets: no such kind"] = ("UPDATE wallets SET kind = -1 WHERE owner_id = 'w-8'", "verify: wallet_wrong@17", null),
        ["wallets: restrictions that are none"] = ("UPDATE wallets SET restrictions = '[{}]' WHERE owner_id = 'w-7'", "verify: state_unreadable@", null),
        ["wallets: restrictions in words"] = ("UPDATE wallets SET restrictions = 'none' WHERE owner_id = 'w-7'", "verify: state_unreadable@", null),
        ["wallets: unfrozen"] = ("UPDATE wallets SET restrictions = NULL WHERE owner_id = 'w-7'", "verify: wallet_wrong@87", null),
        ["wallets: metadata that is none"] = ("UPDATE wallets SET metadata = '{' WHERE owner_id = 'w-8'", "verify: wallet_wrong@17", null),
        ["wallets: no such time"] = ("UPDATE wallets SET opened_at = -9223372036854775807 WHERE owner_id = 'w-8'", "verify: wallet_wrong@17", null),
        ["wallets: a row away"] = ("DELETE FROM wallets WHERE owner_id = 'w-8'", "verify: wallet_wrong@17", null),

        ["accounts: numbers swapped"] = ("UPDATE accounts SET number = 'x' WHERE number = 'DE-8'; UPDATE accounts SET number = 'DE-8' WHERE number = 'DE-9'; UPDATE accounts SET number = 'DE-9' WHERE number = 'x'", "verify: wallet_wrong@17", null),
        ["accounts: a number away"] = ("UPDATE accounts SET number = NULL WHERE number = 'DE-8'", "verify: wallet_wrong@17", null),
        ["accounts: no such currency"] = ("UPDATE accounts SET currency = 'E' WHERE number = 'DE-8'", "verify: currencies_differ@18", null),
        ["accounts: other minor units"] = ("UPDATE accounts SET minor_units = 77 WHERE number = 'DE-8'", "verify: currencies_differ@18", null),
        ["accounts: no such class"] = ("UPDATE accounts SET class = 9 WHERE number = 'DE-8'", "verify: wallet_wrong@17", null),
        ["accounts: a wallet in words"] = ("UPDATE accounts SET wallet = 'w' WHERE number = 'DE-8'", "verify: wallet_wrong@17", null),
        ["accounts: another's wallet"] = ("UPDATE accounts SET wallet = wallet + 1 WHERE number = 'DE-8'", "verify: wallet_wrong@17", null),
        ["accounts: a limit in words"] = ("UPDATE accounts SET credit_limit = 'none' WHERE number = 'DE-8'", "verify: state_unreadable@", null),
        ["accounts: credit for nothing"] = ("UPDATE accounts SET credit_limit = 100000 WHERE number = 'DE-8'", "verify: wallet_wrong@17", null),
        ["accounts: closed"] = ("UPDATE accounts SET closed = 1 WHERE number = 'DE-8'", "verify: wallet_wrong@17", null),
        ["accounts: a row away"] = ("DELETE FROM accounts WHERE number = 'DE-8'", "verify: account_unknown@18", null),
        ["accounts: the cash away"] = ("DELETE FROM accounts WHERE code = 'cash'", "verify: account_unknown@2", null),
        ["accounts: cash opened later"] = ("UPDATE accounts SET opened_at = opened_at + 1000 WHERE code = 'cash'", "verify: account_wrong@2", null),
        ["accounts: cash opened earlier"] = ("UPDATE accounts SET opened_at = opened_at - 1000 WHERE code = 'cash'", "verify: account_wrong@2", null),
        ["accounts: cash with other minor units"] = ("UPDATE accounts SET minor_units = 3 WHERE code = 'cash'", "verify: currencies_differ@2", null),
        ["accounts: cash with a limit"] = ("UPDATE accounts SET credit_limit = 5 WHERE code = 'cash'", "verify: account_wrong@", null),
        ["accounts: cash under another code"] = ("UPDATE accounts SET code = 'till' WHERE code = 'cash'", "verify: clean", "read"),

        ["balances: a row away"] = ("DELETE FROM balances WHERE id = (SELECT id FROM accounts WHERE number = 'DE-8')", "verify: balance_wrong@", null),
        ["balances: in words"] = ("UPDATE balances SET available = 'much' WHERE id = (SELECT id FROM accounts WHERE number = 'DE-8')", "verify: state_unreadable@", null),
        ["balances: with a fraction"] = ("UPDATE balances SET available = available + 0.5 WHERE id = (SELECT id FROM accounts WHERE number = 'DE-8')", "read: the same", null),
        ["balances: swapped"] = ("UPDATE balances SET id = -1 WHERE id = 10; UPDATE balances SET id = 10 WHERE id = 20; UPDATE balances SET id = 20 WHERE id = -1", "verify: balance_wrong@", null),
        ["balances: richer"] = ("UPDATE balances SET available = available + 100000 WHERE id = (SELECT id FROM accounts WHERE number = 'DE-8')", "verify: balance_wrong@", null),
        ["balances: a last entry nowhere"] = ("UPDATE balances SET last_entry = 99999999 WHERE id = (SELECT id FROM accounts WHERE number = 'DE-8')", "verify: balance_wrong@", null),
        ["balances: no such day"] = ("UPDATE balances SET business_day_span = 9223372036854775807 WHERE id = (SELECT id FROM accounts WHERE number = 'DE-8')", "verify: state_unreadable@", null),

        ["freezes: an active one away"] = ("DELETE FROM freezes WHERE status = 0", "verify: freeze_wrong@81", null),
        ["freezes: on another's account"] = ("UPDATE freezes SET account = account + 1 WHERE status = 0", "verify: freeze_wrong@81", null),
        ["freezes: no such status"] = ("UPDATE freezes SET status = 9", "verify: freeze_wrong@81", null),
        ["freezes: less than nothing"] = ("UPDATE freezes SET remaining = -1 WHERE status = 0", "verify: freeze_wrong@81", null),
        ["freezes: in words"] = ("UPDATE freezes SET remaining = 'some' WHERE status = 0", "verify: state_unreadable@81", null),
        ["freezes: expiring at once"] = ("UPDATE freezes SET expires_at = 1 WHERE status = 0", "verify: freeze_wrong@81", null),

        ["refunds: forgotten"] = ("DELETE FROM refunds", "verify: refund_wrong@85", null),
        ["refunds: shares in words"] = ("UPDATE refunds SET by_posting = 'x'", "verify: state_unreadable@85", null),
        ["refunds: a share too few"] = ("UPDATE refunds SET by_posting = '300'", "verify: refund_wrong@84", null),
        ["refunds: less given back"] = ("UPDATE refunds SET refunded = 0", "verify: refund_wrong@84", null),

        ["rules: one away"] = ("DELETE FROM rules WHERE name = 'purchase'", "verify: rule_unknown@88", null),
        ["rules: names swapped"] = ("UPDATE rules SET name = CASE name WHEN 'deposit' THEN 'withdraw' ELSE 'deposit' END WHERE name IN ('deposit', 'withdraw')", "open: ArgumentException: Posting rule", null),
        ["rules: another version"] = ("UPDATE rules SET version = 2 WHERE name = 'purchase'", "verify: chain_link_wrong@84", null),
        ["rules: another definition"] = ("UPDATE rules SET definition = 'x' WHERE name = 'purchase'", "open: ArgumentException: Posting rule", null),

        ["answers: one away"] = ("DELETE FROM answers WHERE idempotency_key = 'too-much'", "verify: head_wrong@", null),
        ["answers: the last away"] = ("DELETE FROM answers WHERE id = (SELECT max(id) FROM answers)", "verify: head_wrong@", null),
        ["answers: another key"] = ("UPDATE answers SET idempotency_key = 'other' WHERE idempotency_key = 'too-much'", "verify: key_wrong@", null),
        ["answers: a refusal in words"] = ("UPDATE answers SET refusal = 'no' WHERE idempotency_key = 'too-much'", "verify: state_unreadable@", null),
        ["answers: a fingerprint too long"] = ("UPDATE answers SET fingerprint = zeroblob(40) WHERE idempotency_key = 'too-much'", "verify: state_unreadable@", null),
        ["answers: another fingerprint"] = ("UPDATE answers SET fingerprint = x'0102030405060708' WHERE idempotency_key = 'too-much'", "read: the same", null),
        ["answers: duplicated"] = ("INSERT INTO answers SELECT (SELECT max(id) + 1 FROM answers), idempotency_key, fingerprint, recorded_at, sequence, refusal FROM answers WHERE idempotency_key = 'too-much'", "verify: key_wrong@", null),

        ["waypoints: one away"] = ("DELETE FROM waypoints WHERE entry = (SELECT min(entry) FROM waypoints)", "verify: waypoint_wrong@584", null),
        ["waypoints: to another entry"] = ("UPDATE waypoints SET entry = entry + 2", "verify: waypoint_wrong@584", null),
        ["waypoints: to nowhere"] = ("UPDATE waypoints SET entry = 99999999", "verify: waypoint_wrong@584", null),
        ["waypoints: in words"] = ("UPDATE waypoints SET entry = 'x'", "verify: waypoint_wrong@584", null),

        ["usages: forgotten"] = ("DELETE FROM usages", "limit: wrong: past the limit of the day", "past the limit of the day"),
        ["usages: less"] = ("UPDATE usages SET amount = 0", "limit: wrong: past the limit of the day", "past the limit of the day"),
        ["usages: in words"] = ("UPDATE usages SET amount = 'some'", "limit: WalletStoreException: A row of the store cannot be read", null),

        ["keys: one that nobody wrote"] = ("INSERT INTO keys VALUES (12345, 99999999)", "read: the same", null),

        ["key_segments: a key away"] = ($"UPDATE key_segments SET hashes = {Around("hashes", 188, "")}, targets = {Around("targets", 188, "")} WHERE {Holds(188)}", "verify: key_wrong@188", null),
        ["key_segments: a key to another transaction"] = (Lead(188, 189), "verify: key_wrong@188", null),
        ["key_segments: a key to nowhere"] = (Lead(188, 99_999_999), "verify: key_wrong@188", null),
        ["key_segments: targets swapped"] = ($"{Lead(188, 99_999_999)}; {Lead(189, 188)}; {Lead(99_999_999, 189)}", "verify: key_wrong@188", null),
        ["key_segments: no target at all"] = (Lead(188, long.MinValue), "verify: state_unreadable@188", null),
        ["key_segments: answers away"] = (AnswersAway, "verify: key_wrong@", null),
        ["key_segments: one away"] = ("DELETE FROM key_segments WHERE id = (SELECT max(id) FROM key_segments)", "verify: key_wrong@", null),
        ["key_segments: all away"] = ("DELETE FROM key_segments", "verify: key_wrong@2", null),
        ["key_segments: cut off"] = ("UPDATE key_segments SET hashes = substr(hashes, 1, 13), targets = substr(targets, 1, 13)", "A segment of the key index is cut off", null),
        ["key_segments: a target too few"] = ("UPDATE key_segments SET targets = substr(targets, 9)", "has hashes without a target", null),
        ["key_segments: in words"] = ("UPDATE key_segments SET hashes = 'none', targets = 'none'", "A segment of the key index is cut off", null),

        ["key_runs: one away"] = ("DELETE FROM key_runs WHERE id = (SELECT min(id) FROM key_runs)", "verify: key_wrong@", null),
        ["key_runs: all away"] = ("DELETE FROM key_runs", "verify: key_wrong@2", null),
        ["key_runs: one that nobody wrote"] = ("INSERT INTO key_runs VALUES (999999, 0, 999999, 2, 4, 100)", "read: the same", null),
        ["key_runs: all merged away"] = ("UPDATE key_runs SET level = -1", "verify: key_wrong@2", null),
        ["key_runs: of another level"] = ("UPDATE key_runs SET level = level + 1", "read: the same", null),
        ["key_runs: of less segments"] = ("UPDATE key_runs SET segments = segments - 1", "verify: key_wrong@", null),
        ["key_runs: cut otherwise"] = ("UPDATE key_runs SET segment_bits = 0, segments = 1", "verify: key_wrong@", null),
        ["key_runs: elsewhere"] = ("UPDATE key_runs SET first_segment = first_segment + 1", "verify: key_wrong@", null),
        ["key_runs: more bits than there are"] = ("UPDATE key_runs SET segment_bits = 99", "of the key index has numbers that cannot be", null),
        ["key_runs: a level that nobody reaches"] = ("UPDATE key_runs SET level = 2147483647", "of the key index has numbers that cannot be", null),
        ["key_runs: in words"] = ("UPDATE key_runs SET first_segment = 'first'", "of the key index has numbers that cannot be", null),

        ["schema_migrations: none"] = ("DELETE FROM schema_migrations", "read: the same", null),
        ["the schema: an older version"] = ("PRAGMA user_version = 0", "open: WalletStoreException: The file's schema version is 0", null),
        ["the schema: a version below nothing"] = ("PRAGMA user_version = -1", "open: WalletStoreException: The file's schema version is -1", null),
        ["the schema: a table away"] = ("DROP TABLE keys", "verify: WalletStoreException: Preparing a statement failed", null),
        ["the schema: an index away"] = ("DROP INDEX wallets_by_owner", "read: the same", null),
        ["the schema: a view away"] = ("DROP VIEW entries_view", "read: the same", null),
        ["the schema: a column away"] = ("DROP VIEW transactions_view; ALTER TABLE transactions RENAME COLUMN metadata TO notes", "verify: WalletStoreException: Preparing a statement failed: SQLite refused", null),
        ["the schema: a trigger that steals"] = ("CREATE TRIGGER thief AFTER INSERT ON postings BEGIN UPDATE balances SET available = available + 1 WHERE id = (SELECT id FROM accounts WHERE number = 'DE-20'); END", "verify again: balance_wrong@", null),
    };

    public static TheoryData<string> All => [.. Edits.Keys];

    public static (string Sql, string Expected, string? Unseen) Find(string edit) => Edits[edit];

    /// <summary>Has the key of one transaction lead to another.</summary>
    private static string Lead(long from, long to) => $"UPDATE key_segments SET targets = {Around("targets", from, $"|| x'{to:X16}' ")} WHERE {Holds(from)}";

    private static string Holds(long target) => $"instr(targets, x'{target:X16}') > 0";

    // A column of a segment with something else where a target, or its hash, is. To join blobs makes text of the same bytes.
    private static string Around(string column, long target, string with) =>
        $"CAST(substr({column}, 1, instr(targets, x'{target:X16}') - 1) {with}|| substr({column}, instr(targets, x'{target:X16}') + 8) AS BLOB)";
}
