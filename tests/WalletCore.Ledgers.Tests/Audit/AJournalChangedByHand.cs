namespace WalletCore.Ledgers.Tests.Audit;

public class AJournalChangedByHand
{
    private const string Payment = "SELECT id FROM transactions WHERE idempotency_key = 'order-42'";
    private const string Last = "SELECT id FROM transactions WHERE idempotency_key = 'last'";

    [Theory]
    [InlineData("an amount", "UPDATE postings SET amount = amount + 1 WHERE sequence = $first", VerificationCode.RunningBalanceWrong)]
    [InlineData("an amount to nothing", "UPDATE postings SET amount = 0 WHERE sequence = $first", VerificationCode.AmountNotPositive)]
    [InlineData("an amount to words", "UPDATE postings SET amount = 'much' WHERE sequence = $first", VerificationCode.TransactionUnreadable)]
    [InlineData("the balance after", "UPDATE postings SET credit_available = credit_available + 1 WHERE sequence = $first", VerificationCode.RunningBalanceWrong)]
    [InlineData("the frozen balance after", "UPDATE postings SET debit_frozen = -1 WHERE sequence = $first", VerificationCode.FrozenNegative)]
    [InlineData("who is debited", "UPDATE postings SET debit_account = 2 WHERE sequence = $first", VerificationCode.RunningBalanceWrong)]
    [InlineData("who is credited, to nobody", "UPDATE postings SET credit_account = 999 WHERE sequence = $first", VerificationCode.AccountUnknown)]
    [InlineData("the entry before", "UPDATE postings SET debit_previous = debit_previous - 2 WHERE sequence = $first", VerificationCode.EntryLinkWrong)]
    [InlineData("which transaction a posting is of", "UPDATE postings SET sequence = 1 WHERE sequence = $first", VerificationCode.PostingNotOwned)]
    [InlineData("a posting's role", "UPDATE postings SET flags = flags + 32 WHERE sequence = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("a posting away", "DELETE FROM postings WHERE sequence = $first", VerificationCode.TransactionUnreadable)]
    [InlineData("a transaction away", "DELETE FROM transactions WHERE id = $first", VerificationCode.SequenceGap)]
    [InlineData("a transaction and its postings away", "DELETE FROM transactions WHERE id = $first; DELETE FROM postings WHERE sequence = $first", VerificationCode.SequenceGap)]
    [InlineData("how many postings it has", "UPDATE transactions SET posting_count = 0 WHERE id = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("how many postings it has, absurdly", "UPDATE transactions SET posting_count = 2000000000 WHERE id = $first", VerificationCode.TransactionUnreadable)]
    [InlineData("two transactions for one another", "UPDATE transactions SET id = -1 WHERE id = $first; UPDATE transactions SET id = $first WHERE id = $first + 2; UPDATE transactions SET id = $first + 2 WHERE id = -1", VerificationCode.PostingNotOwned)]
    [InlineData("the key", "UPDATE transactions SET idempotency_key = 'order-43' WHERE id = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the key, so that it is lost", "UPDATE transactions SET idempotency_key = 'order-43' WHERE id = $first", VerificationCode.KeyWrong)]
    [InlineData("the fingerprint", "UPDATE transactions SET fingerprint = x'0102030405060708' WHERE id = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the fingerprint, too long", "UPDATE transactions SET fingerprint = zeroblob(40) WHERE id = $first", VerificationCode.TransactionUnreadable)]
    [InlineData("the reference", "UPDATE transactions SET reference = 'ref-2' WHERE id = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the metadata", "UPDATE transactions SET metadata = '{}' WHERE id = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the business date", "UPDATE transactions SET business_day = business_day - 1 WHERE id = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the type", "UPDATE transactions SET rule = 1 WHERE id = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the type to none", "UPDATE transactions SET rule = 99 WHERE id = $first", VerificationCode.RuleUnknown)]
    [InlineData("the time", "UPDATE transactions SET recorded_at = recorded_at - 1000000 WHERE id = $first", VerificationCode.RecordedTimeWentBack)]
    [InlineData("what it gives back", "UPDATE transactions SET original = id + 1 WHERE id = $first", VerificationCode.OriginalUnknown)]
    [InlineData("what it gives back, uncounted", "UPDATE transactions SET original = 2 WHERE id = $first", VerificationCode.RefundWrong)]
    [InlineData("the link of its commit", "UPDATE commits SET hash = zeroblob(32) WHERE first_sequence = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the range of its commit", "UPDATE commits SET last_sequence = last_sequence + 1 WHERE first_sequence = $first", VerificationCode.ChainLinkWrong)]
    [InlineData("the time of its commit", "UPDATE commits SET recorded_at = recorded_at + 1 WHERE first_sequence = $first", VerificationCode.CommitWrong)]
    [InlineData("its commit away", "DELETE FROM commits WHERE first_sequence = $first", VerificationCode.CommitWrong)]
    public async Task Is_found_at_the_first_transaction_that_was_changed(string what, string sql, string code)
    {
        var (report, first) = await Tampering.RunAsync(sql, Payment);

        Assert.True(report.FirstBadSequence == first, $"Changed {what}: {string.Join('\n', report.Findings)}");
        Assert.Contains(report.Findings, finding => finding.Code == code && finding.Sequence == first);
    }

    [Fact]
    public async Task A_transaction_in_a_large_commit_is_found_at_its_commit()
    {
        const string first = "SELECT first_sequence FROM commits WHERE last_sequence - first_sequence > 50 ORDER BY id LIMIT 1";

        var (report, expected) = await Tampering.RunAsync("UPDATE transactions SET reference = 'forged' WHERE id = $first + 20", first);

        var finding = report.Findings[0];
        Assert.Equal((VerificationCode.ChainLinkWrong, (long?)expected), (finding.Code, finding.Sequence));
        Assert.Contains($"({expected} to ", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM transactions WHERE id = $first", VerificationCode.SequenceGap)]
    [InlineData("DELETE FROM transactions WHERE id >= $first - 30", VerificationCode.SequenceGap)]
    [InlineData("DELETE FROM postings WHERE sequence = $first", VerificationCode.TransactionUnreadable)]
    [InlineData("DELETE FROM commits WHERE last_sequence = $first", VerificationCode.CommitWrong)]
    public async Task A_journal_cut_off_at_its_end_is_found(string sql, string code)
    {
        var (report, last) = await Tampering.RunAsync(sql, Last);

        Assert.Equal(code, report.Findings[0].Code);
        Assert.InRange(report.FirstBadSequence!.Value, last - 30, last);
    }

    [Fact]
    public async Task A_rule_rewritten_is_found_where_it_first_posted()
    {
        const string first = "SELECT min(t.id) FROM transactions t JOIN rules r ON r.id = t.rule WHERE r.name = 'sale'";

        var (report, expected) = await Tampering.RunAsync("UPDATE rules SET definition = 'nothing' WHERE name = 'sale'", first);

        var finding = Assert.Single(report.Findings);
        Assert.Equal((VerificationCode.ChainLinkWrong, (long?)expected), (finding.Code, finding.Sequence));
    }

    [Fact]
    public async Task A_journal_wrong_everywhere_stops_at_the_most_findings()
    {
        var (report, _) = await Tampering.RunAsync("UPDATE postings SET amount = amount + 1");

        Assert.Equal(VerificationReport.FindingsMax, report.Findings.Count);
        Assert.False(report.IsComplete);
        Assert.Equal(2, report.FirstBadSequence);
    }
}
