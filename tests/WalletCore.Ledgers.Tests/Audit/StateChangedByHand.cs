using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Audit;

public class StateChangedByHand
{
    [Theory]
    [InlineData("UPDATE balances SET available = available + 100 WHERE id = 1", VerificationCode.BalanceWrong)]
    [InlineData("UPDATE balances SET frozen = 1 WHERE id = 1", VerificationCode.BalanceWrong)]
    [InlineData("UPDATE balances SET entry_count = entry_count - 1 WHERE id = 1", VerificationCode.BalanceWrong)]
    [InlineData("UPDATE balances SET last_entry = last_entry - 2 WHERE id = 1", VerificationCode.BalanceWrong)]
    [InlineData("UPDATE balances SET business_day_min = business_day_min - 1 WHERE id = 1", VerificationCode.BalanceWrong)]
    [InlineData("INSERT INTO freezes SELECT 1, account, amount, remaining, captured, status, mode, reason, expires_at, created_at, settled_at FROM freezes LIMIT 1", VerificationCode.FreezeUnknown)]
    [InlineData("INSERT INTO wallets SELECT 77, owner_id || 'x', application_id, label, kind, state, restrictions, metadata, opened_at, updated_at FROM wallets LIMIT 1", VerificationCode.WalletUnknown)]
    [InlineData("UPDATE accounts SET wallet = 999 WHERE id = 1", VerificationCode.AccountWrong)]
    [InlineData("INSERT INTO waypoints SELECT account, entry_number + 6400, entry, recorded_at, business_day_min, business_day_max FROM waypoints LIMIT 1", VerificationCode.WaypointWrong)]
    [InlineData("INSERT INTO waypoints SELECT account, 3, entry, recorded_at, business_day_min, business_day_max FROM waypoints LIMIT 1", VerificationCode.WaypointWrong)]
    [InlineData("UPDATE ledgers SET sequence = sequence - 1", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET postings = postings + 1", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET wallets = wallets + 1", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET accounts = accounts + 1", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET rules = rules + 1", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET commits = commits + 1", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET recorded_at = recorded_at - 1", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET hash = zeroblob(32)", VerificationCode.HeadWrong)]
    [InlineData("UPDATE ledgers SET hash = x'00'", VerificationCode.HeadWrong)]
    [InlineData("UPDATE balances SET available = 'much' WHERE id = 1", VerificationCode.StateUnreadable)]
    [InlineData("UPDATE wallets SET restrictions = 'none' WHERE id = 1", VerificationCode.StateUnreadable)]
    public async Task Is_found_at_the_end(string sql, string code)
    {
        var (report, _) = await Tampering.RunAsync(sql, isAtRest: true);

        Assert.Contains(report.Findings, finding => finding.Code == code && finding.Sequence is null);
    }

    [Theory]
    [InlineData(VerificationCode.FreezeWrong, "UPDATE freezes SET remaining = remaining + 1 WHERE status = 0", "SELECT max(id) FROM transactions WHERE freeze = (SELECT id FROM freezes WHERE status = 0)")]
    [InlineData(VerificationCode.FreezeWrong, "UPDATE freezes SET status = 0 WHERE status = 3", "SELECT max(id) FROM transactions WHERE freeze = (SELECT id FROM freezes WHERE status = 3)")]
    [InlineData(VerificationCode.FreezeWrong, "DELETE FROM freezes WHERE status = 1", "SELECT max(id) FROM transactions WHERE freeze = (SELECT id FROM freezes WHERE status = 1)")]
    [InlineData(VerificationCode.FreezeWrong, "UPDATE freezes SET expires_at = 1 WHERE status = 0", "SELECT max(id) FROM transactions WHERE freeze = (SELECT id FROM freezes WHERE status = 0)")]
    [InlineData(VerificationCode.RefundWrong, "UPDATE refunds SET refunded = refunded - 1 WHERE id = $first", "SELECT max(id) FROM refunds WHERE cancelled = 0")]
    [InlineData(VerificationCode.RefundWrong, "UPDATE refunds SET count = count + 1 WHERE id = $first", "SELECT max(id) FROM refunds WHERE cancelled = 0")]
    [InlineData(VerificationCode.RefundWrong, "UPDATE refunds SET cancelled = 0 WHERE id = $first", "SELECT max(id) FROM refunds WHERE cancelled = 1")]
    [InlineData(VerificationCode.RefundWrong, "UPDATE refunds SET by_posting = '0,1000' WHERE id = $first", "SELECT max(id) FROM refunds WHERE cancelled = 0")]
    [InlineData(VerificationCode.RefundWrong, "DELETE FROM refunds WHERE id = (SELECT original FROM transactions WHERE id = $first)", "SELECT max(id) FROM transactions WHERE original <> 0")]
    [InlineData(VerificationCode.WalletWrong, "UPDATE wallets SET state = 1 WHERE owner_id = 'usr_bob'", "SELECT max(id) FROM transactions WHERE wallet = (SELECT id FROM wallets WHERE owner_id = 'usr_bob')")]
    [InlineData(VerificationCode.WalletWrong, "UPDATE wallets SET restrictions = NULL WHERE owner_id = 'usr_cleo'", "SELECT max(id) FROM transactions WHERE wallet = (SELECT id FROM wallets WHERE owner_id = 'usr_cleo')")]
    [InlineData(VerificationCode.WalletWrong, "UPDATE wallets SET owner_id = 'usr_thief' WHERE owner_id = 'usr_bob'", "SELECT max(id) FROM transactions WHERE wallet = (SELECT id FROM wallets WHERE owner_id = 'usr_bob')")]
    [InlineData(VerificationCode.WalletWrong, "DELETE FROM wallets WHERE owner_id = 'usr_bob'", "SELECT max(id) FROM transactions WHERE wallet = (SELECT id FROM wallets WHERE owner_id = 'usr_bob')")]
    [InlineData(VerificationCode.WalletWrong, "UPDATE accounts SET credit_limit = 100000 WHERE currency = 'JPY'", "SELECT max(id) FROM transactions WHERE wallet = (SELECT id FROM wallets WHERE owner_id = 'usr_cleo')")]
    [InlineData(VerificationCode.WalletWrong, "UPDATE accounts SET number = 'DE-2' WHERE currency = 'JPY'", "SELECT max(id) FROM transactions WHERE wallet = (SELECT id FROM wallets WHERE owner_id = 'usr_cleo')")]
    [InlineData(VerificationCode.WaypointWrong, "UPDATE waypoints SET recorded_at = recorded_at + 1 WHERE entry IN (SELECT min(entry) FROM waypoints)", "SELECT sequence FROM postings WHERE id = (SELECT min(entry) / 2 FROM waypoints)")]
    [InlineData(VerificationCode.WaypointWrong, "UPDATE waypoints SET business_day_max = business_day_max - 1 WHERE entry IN (SELECT min(entry) FROM waypoints)", "SELECT sequence FROM postings WHERE id = (SELECT min(entry) / 2 FROM waypoints)")]
    [InlineData(VerificationCode.WaypointWrong, "DELETE FROM waypoints WHERE entry IN (SELECT min(entry) FROM waypoints)", "SELECT sequence FROM postings WHERE id = (SELECT min(entry) / 2 FROM waypoints)")]
    public async Task Is_found_at_the_transaction_that_says_otherwise(string code, string sql, string findFirst)
    {
        var (report, first) = await Tampering.RunAsync(sql, findFirst);

        Assert.True(report.FirstBadSequence == first, $"{first}: {string.Join('\n', report.Findings)}");
        Assert.Contains(report.Findings, finding => finding.Code == code && finding.Sequence == first);
    }

    [Fact]
    public async Task A_refund_row_past_its_original_exceeds_it()
    {
        var (report, _) = await Tampering.RunAsync("UPDATE refunds SET refunded = 999999");

        Assert.Contains(report.Findings, finding => finding.Code == VerificationCode.RefundExceedsOriginal);
    }

    [Fact]
    public async Task Freeze_records_made_smaller_in_journal_and_state_alike_no_longer_cover_what_is_frozen()
    {
        const string maker = "SELECT max(id) FROM transactions WHERE freeze <> 0 AND freeze = (SELECT id FROM freezes WHERE status = 0)";

        var (report, first) = await Tampering.RunAsync(
            "UPDATE transactions SET changes = replace(changes, '\"remaining\":', '\"remaining\":1') WHERE id = $first", maker);

        Assert.Contains(report.Findings, finding => finding.Code == VerificationCode.FrozenNotCovered && finding.Sequence == first);
        Assert.Contains(report.Findings, finding => finding.Code == VerificationCode.ChainLinkWrong && finding.Sequence == first);
    }

    [Fact]
    public async Task Changes_that_are_no_changes_are_found()
    {
        var (report, first) = await Tampering.RunAsync("UPDATE transactions SET changes = 'x' WHERE id = $first", "SELECT min(id) FROM transactions WHERE wallet <> 0");

        Assert.Contains(report.Findings, finding => finding.Code == VerificationCode.ChangesWrong && finding.Sequence == first);
    }

    [Fact]
    public async Task A_ledger_asked_to_verify_on_opening_refuses_to_open_and_names_the_transaction()
    {
        await using var books = await TestLedger.OpenAsync("sqlite", BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);
        using (var connection = Tampering.Open(books))
        {
            Tampering.Execute(connection, "UPDATE transactions SET reference = 'forged' WHERE idempotency_key = 'order-42'");
        }

        var exception = await Assert.ThrowsAsync<LedgerIntegrityException>(
            async () => await Ledger.OpenAsync(books.Store, books.Ledger.Options with { VerifyOnOpen = true }));

        Assert.Contains(VerificationCode.ChainLinkWrong, exception.Message, StringComparison.Ordinal);
    }
}
