using WalletCore;

namespace Samples.Snippets;

internal static class FreezeSnippets
{
    public static async Task RunAsync()
    {
        var clock = new StandingClock(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        await using var desk = await Desk.OpenAsync(new LedgerOptions { TimeProvider = clock });
        var (ledger, ana, shop) = (desk.Ledger, desk.Ana, desk.Shop);

        // begin-snippet: FreezeAndCapture
        var hold = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(60m)) { Mode = CaptureMode.Several })).ValueOrThrow();
        await ledger.CaptureAsync(new Capture(hold.Id) { Amount = Money.EUR(25m), To = shop });
        await ledger.RaiseFreezeAsync(new RaiseFreeze(hold.Id, Money.EUR(5m)));
        var settled = await ledger.CaptureAsync(new Capture(hold.Id) { Amount = Money.EUR(30m), To = shop, IsFinal = true });
        // end-snippet
        var record = settled.ValueOrThrow().Freeze;
        Story.Expect(record is { Status: FreezeStatus.Captured, Remaining.IsZero: true }, "the hold is not settled");
        Story.Expect(record.Captured == Money.EUR(55m), $"{record.Captured} was captured");
        Story.Expect(await desk.AvailableAsync(ana) == Money.EUR(45m), "what the last capture left was not released");

        // begin-snippet: FreezeExpires
        var until = clock.GetUtcNow().AddMinutes(15);
        var basket = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(40m)) { ExpiresAt = until })).ValueOrThrow();
        await ledger.ExtendFreezeAsync(new ExtendFreeze(basket.Id, until.AddMinutes(15)));
        // end-snippet
        clock.Now = until.AddMinutes(15);

        // begin-snippet: ExpiredIsSpendable
        var late = await ledger.CaptureAsync(new Capture(basket.Id));
        var spent = await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(45m)));
        // end-snippet
        Story.Expect(late.Refusal is { Code: RefusalCode.FreezeNotActive, FreezeStatus: FreezeStatus.Expired }, "an expired hold was captured");
        Story.Expect(spent.IsPosted, "expired money could not be spent");
        // begin-snippet: Sweep
        var released = await ledger.SweepExpiredAsync();
        // end-snippet
        Story.Expect(released == 0, "the withdrawal did not post the release itself");
    }
}
