using WalletCore;

namespace Samples.Snippets;

internal static class KeySnippets
{
    public static async Task RunAsync()
    {
        await using var desk = await Desk.OpenAsync();
        var (ledger, ana, shop) = (desk.Ledger, desk.Ana, desk.Shop);

        // begin-snippet: KeyConflict
        await ledger.TransferAsync(new Transfer(ana, shop, Money.EUR(30m)) { Key = "order-42" });
        var other = await ledger.TransferAsync(new Transfer(ana, shop, Money.EUR(31m)) { Key = "order-42" });
        Console.WriteLine($"{other.Refusal?.Code}: {string.Join(", ", other.Refusal?.Fields ?? [])}");
        // end-snippet
        Story.Expect(other.Refusal is { Code: RefusalCode.IdempotencyConflict, Fields: ["Amount"] }, "the conflict does not name the amount");

        // begin-snippet: KeptRefusal
        var large = new Transfer(ana, shop, Money.EUR(500m)) { Key = "order-43" };
        var refused = await ledger.TransferAsync(large);
        await ledger.DepositAsync(new Deposit(ana, Money.EUR(1_000m)));
        var again = await ledger.TransferAsync(large);
        Console.WriteLine($"{refused.Refusal?.Code}, then {again.Refusal?.Code}, replayed: {again.Replayed}");
        // end-snippet
        Story.Expect(again is { IsPosted: false, Replayed: true }, "a late duplicate moved money");

        // begin-snippet: RetryableRefusals
        var options = new LedgerOptions { Keys = new KeyPolicy { KeepRefusals = false } };
        // end-snippet
        await using var second = await Desk.OpenAsync(options);
        var early = new Transfer(second.Ana, second.Shop, Money.EUR(500m)) { Key = "order-43" };
        Story.Expect(!(await second.Ledger.TransferAsync(early)).IsPosted, "too much was paid");
        (await second.Ledger.DepositAsync(new Deposit(second.Ana, Money.EUR(1_000m)))).ValueOrThrow();
        Story.Expect((await second.Ledger.TransferAsync(early)).IsPosted, "the key did not forget the refusal");
    }
}
