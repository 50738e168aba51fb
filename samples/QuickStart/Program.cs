using Samples;
using WalletCore;
using WalletCore.Sqlite;

return await Story.TellAsync(async path =>
{
    // begin-snippet: OpenLedger
    await using var store = new SqliteWalletStore(path);
    await using var ledger = await Ledger.OpenAsync(store);
    // end-snippet

    Story.Title("Two wallets");
    // begin-snippet: OpenWallets
    var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow();
    var bob = (await ledger.OpenWalletAsync(new OpenWallet("usr_bob") { Currency = Currency.EUR })).ValueOrThrow();
    // end-snippet
    Story.Line($"{ana.Wallet.OwnerId} and {bob.Wallet.OwnerId} hold EUR, and nothing yet.");

    Story.Title("A deposit, a payment, a freeze, a refund, a release");
    // begin-snippet: FirstMoves
    await ledger.DepositAsync(new Deposit(ana.Id, Money.EUR(100m)) { Key = "dep-1" });
    var paid = await ledger.TransferAsync(new Transfer(ana.Id, bob.Id, Money.EUR(30m)) { Key = "order-42" });
    var frozen = await ledger.FreezeAsync(new Freeze(ana.Id, Money.EUR(20m)) { Reason = "Dispute" });
    // end-snippet
    await Story.BalanceAsync(ledger, "Ana", ana.Id, Money.EUR(50m), Money.EUR(20m));
    await Story.BalanceAsync(ledger, "Bob", bob.Id, Money.EUR(30m));
    // begin-snippet: RefundAndRelease
    await ledger.RefundAsync(new Refund(paid.ValueOrThrow().TransactionId) { Amount = Money.EUR(10m) });
    await ledger.UnfreezeAsync(new Unfreeze(frozen.ValueOrThrow().Id));
    // end-snippet
    await Story.BalanceAsync(ledger, "Ana", ana.Id, Money.EUR(80m));
    await Story.BalanceAsync(ledger, "Bob", bob.Id, Money.EUR(20m));

    Story.Title("The same request again");
    // begin-snippet: Replay
    var again = await ledger.TransferAsync(new Transfer(ana.Id, bob.Id, Money.EUR(30m)) { Key = "order-42" });
    Console.WriteLine($"posted: {again.IsPosted}, replayed: {again.Replayed}");
    // end-snippet
    Story.Expect(again.Receipt?.TransactionId == paid.ValueOrThrow().TransactionId, "the replay names another transaction");
    await Story.BalanceAsync(ledger, "Ana", ana.Id, Money.EUR(80m));

    Story.Title("A refusal is a value");
    // begin-snippet: Refusal
    var refused = await ledger.TransferAsync(new Transfer(ana.Id, bob.Id, Money.EUR(500m)));
    if (refused.Refusal is { } refusal)
    {
        Console.WriteLine($"{refusal.Code}: {refusal.Available} available, {refusal.Shortfall} short");
    }

    // end-snippet
    Story.Expect(refused.Refusal?.Code == RefusalCode.InsufficientFunds, "paying too much was not refused");

    Story.Title("Ana's statement, newest first");
    // begin-snippet: Statement
    var page = await ledger.Reader.GetStatementAsync(new StatementQuery(ana.Id, Currency.EUR));
    foreach (var line in page.Items)
    {
        Console.WriteLine($"{line.Number,3} {line.Type,-10}{line.Change,12}{line.AvailableAfter,12} available");
    }

    // end-snippet
    Story.Expect(page.Items.Count > 0 && page.Items[0].AvailableAfter == Money.EUR(80m), "the statement does not end where the wallet stands");

    Story.Title("The books");
    // begin-snippet: TrialBalance
    Console.WriteLine(await ledger.Reader.GetTrialBalanceAsync());
    // end-snippet
    // begin-snippet: Verify
    var report = await ledger.VerifyAsync();
    Console.WriteLine($"{report.TransactionCount} transactions verified, {report.Findings.Count} findings");
    // end-snippet
    Story.Expect(report.IsClean, "the books are not clean");
});
