using WalletCore;

namespace Samples.Snippets;

internal static class BatchSnippets
{
    public static async Task RunAsync()
    {
        await using var desk = await Desk.OpenAsync();
        var (ledger, ana, shop) = (desk.Ledger, desk.Ana, desk.Shop);

        // begin-snippet: Batches
        Command[] commands =
        [
            new Transfer(ana, shop, Money.EUR(60m)),
            new Transfer(shop, ana, Money.EUR(10m)),
            new Transfer(ana, shop, Money.EUR(60m)),
        ];
        var allOrNothing = await ledger.ExecuteBatchAsync(commands, BatchMode.AllOrNothing);
        var independent = await ledger.ExecuteBatchAsync(commands, BatchMode.Independent);
        // end-snippet
        Story.Expect(allOrNothing is { RefusedAt: 2, PostedCount: 0 }, "the batch did not stop at its third command");
        Story.Expect(independent is { RefusedAt: null, PostedCount: 2, RefusedCount: 1 }, "two of three should have posted");
        Story.Expect(await desk.AvailableAsync(ana) == Money.EUR(50m), "Ana should have 50.00 EUR");
    }
}
