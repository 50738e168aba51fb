using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Hostile;

/// <summary>A ledger with a little of everything in it, for commands that mean harm.</summary>
internal static class HostileLedger
{
    private static readonly PostingRule Gift = PostingRule.Define(
        "gift", 1, rule => rule.Move("give", Place.Wallet("from"), Place.Wallet("to"), AmountRule.Principal));

    public static Task<TestLedger> OpenAsync(string store, Func<LedgerOptions, LedgerOptions>? configure = null) => TestLedger.OpenAsync(store, options =>
    {
        options = options with { Rules = [Gift], Permissions = PermissionPolicy.Open };
        return configure?.Invoke(options) ?? options;
    });

    public static async Task<AnyCommand.Parties> FillAsync(TestLedger books)
    {
        var ana = await books.WalletAsync("usr_ana", 1_000m);
        var bob = await books.WalletAsync("usr_bob", 1_000m);
        var carl = await books.WalletAsync("usr_carl");
        var freeze = (await books.Ledger.FreezeAsync(new Freeze(bob, Money.EUR(500m)) { Mode = CaptureMode.Several })).ValueOrThrow().Id;
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(100m)))).ValueOrThrow().TransactionId;
        return new AnyCommand.Parties(ana, bob, carl, freeze, paid);
    }

    /// <summary>Asks, and answers the outcome; null when the ledger called it misuse.</summary>
    public static async Task<Outcome<Receipt>?> AskAsync(TestLedger books, Command command)
    {
        try
        {
            return (await books.Ledger.ExecuteBatchAsync([command], BatchMode.Independent)).Outcomes[0];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
