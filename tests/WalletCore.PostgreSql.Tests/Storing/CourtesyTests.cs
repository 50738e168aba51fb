using WalletCore.PostgreSql.Shifts;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>Whoever has just ended a shift lets others go first.</summary>
public sealed class CourtesyTests
{
    private static readonly LedgerId One = LedgerId.Parse("led_01h455vb4pex5vsknk084sn02q");
    private static readonly LedgerId Other = LedgerId.Parse("led_01h455vb4pex5vsknk084sn02r");

    [Fact]
    public async Task Who_asks_at_once_waits_a_moment_and_nobody_else()
    {
        var courtesy = new Courtesy();
        Assert.True(Step(courtesy, One).IsCompletedSuccessfully);

        // A test that is itself held up for longer than the moment has nothing to see.
        Task waiting;
        do
        {
            courtesy.Ended(One);
            waiting = Step(courtesy, One);
        }
        while (waiting.IsCompleted);

        Assert.True(Step(courtesy, Other).IsCompletedSuccessfully);
        Assert.True(Step(courtesy, One).IsCompletedSuccessfully);
        await waiting;
    }

    [Fact]
    public async Task Who_asks_later_does_not_wait()
    {
        var courtesy = new Courtesy();
        courtesy.Ended(One);
        await Task.Delay(20);
        Assert.True(Step(courtesy, One).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gives_up_does_not_wait_either()
    {
        var courtesy = new Courtesy();
        Exception? seen;
        do
        {
            courtesy.Ended(One);
            seen = await Record.ExceptionAsync(() => Step(courtesy, One, new CancellationToken(canceled: true)));
        }
        while (seen is null);

        Assert.IsAssignableFrom<OperationCanceledException>(seen);
    }

    private static Task Step(Courtesy courtesy, LedgerId ledger, CancellationToken cancellationToken = default) =>
        courtesy.StepBackAsync(ledger, cancellationToken).AsTask();
}
