using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Audit;

public class ABusyHistory
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Verifies_clean_and_reads_every_transaction(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);

        var report = await books.Ledger.VerifyAsync();

        Assert.Equal([], report.Findings);
        Assert.True(report.IsClean);
        Assert.True(report.IsComplete);
        Assert.Null(report.FirstBadSequence);
        Assert.True(report.TransactionCount > 230);
        Assert.Equal(report.LastSequence, report.TransactionCount);
        Assert.Equal(64, report.ChainHash.Length);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Tells_its_progress_up_to_the_total(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);
        await BusyHistory.WriteMoreAsync(books, 1_200);
        var progress = new Steps();

        var report = await books.Ledger.VerifyAsync(progress);

        Assert.Equal(new VerificationProgress(0, report.LastSequence), progress.Seen[0]);
        Assert.Equal(new VerificationProgress(report.LastSequence, report.LastSequence), progress.Seen[^1]);
        Assert.True(progress.Seen.Count > 3);
        Assert.Equal(progress.Seen.OrderBy(step => step.Verified), progress.Seen);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Opens_again_when_asked_to_verify_on_opening(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);

        await books.ReopenAsync(options => options with { VerifyOnOpen = true });

        Assert.True((await books.Ledger.VerifyAsync()).IsClean);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task An_empty_ledger_is_clean(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var progress = new Steps();

        var report = await books.Ledger.VerifyAsync(progress);

        Assert.True(report.IsClean);
        Assert.Equal(0, report.LastSequence);
        Assert.Equal(new VerificationProgress(0, 0), progress.Seen[^1]);
    }

    private sealed class Steps : IProgress<VerificationProgress>
    {
        public List<VerificationProgress> Seen { get; } = [];

        public void Report(VerificationProgress value) => Seen.Add(value);
    }
}
