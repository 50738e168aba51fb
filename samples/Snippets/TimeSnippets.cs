using WalletCore;

namespace Samples.Snippets;

internal static class TimeSnippets
{
    public static async Task RunAsync()
    {
        var clock = new StandingClock(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));

        // begin-snippet: BusinessDates
        var options = new LedgerOptions
        {
            TimeProvider = clock,
            BusinessDates = new BusinessDatePolicy { DaysBackMax = 3, DaysAheadMax = 0 },
        };
        // end-snippet
        await using var desk = await Desk.OpenAsync(options);
        var (ledger, ana) = (desk.Ledger, desk.Ana);

        // begin-snippet: NightShift
        var lastNight = await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(12m)) { BusinessDate = new DateOnly(2026, 3, 1) });
        var lastWeek = await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(12m)) { BusinessDate = new DateOnly(2026, 2, 23) });
        // end-snippet
        Story.Expect(lastNight.IsPosted, $"{lastNight}");
        Story.Expect(lastWeek.Refusal?.Code == RefusalCode.BusinessDateNotAllowed, $"{lastWeek}");
    }
}
