using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Reading;

public class A_transaction
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Reads_with_all_that_its_command_carried_and_its_entries(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        var bob = await books.WalletAsync("usr_bob");
        var metadata = new Metadata(new KeyValuePair<string, string>("cart", "7"));
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m))
        {
            Key = "k-1",
            Reference = "order-42",
            Description = "Shoes",
            Channel = "app",
            CorrelationId = "corr-1",
            BusinessDate = new DateOnly(2026, 2, 27),
            Actor = new Actor("clerk", "b", "a"),
            Metadata = metadata,
        })).ValueOrThrow();

        var read = (await books.Reader.GetTransactionAsync(paid.TransactionId))!;

        Assert.Equal(paid.TransactionId, read.Id);
        Assert.Equal(paid.Sequence, read.Sequence);
        Assert.Equal(("transfer", 1), (read.Type, read.RuleVersion));
        Assert.Equal(books.Clock.GetUtcNow(), read.RecordedAt);
        Assert.Equal(new DateOnly(2026, 2, 27), read.BusinessDate);
        Assert.Equal(Money.EUR(30m), read.Amount);
        Assert.Equal(("k-1", "order-42", "Shoes", "app", "corr-1"), (read.Key, read.Reference, read.Description, read.Channel, read.CorrelationId));
        Assert.Equal(new Actor("clerk", "a", "b"), read.Actor);
        Assert.Equal(metadata, read.Metadata);
        Assert.Null(read.OriginalId ?? (object?)read.FreezeId ?? read.WalletId ?? (object?)read.Reason);
        Assert.Equal([(ana, Side.Debit, Money.EUR(-30m), Money.EUR(70m)), (bob, Side.Credit, Money.EUR(30m), Money.EUR(30m))],
            read.Entries.Select(entry => (entry.WalletId, entry.Side, entry.Change, entry.BalanceAfter)));
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Names_its_original_its_freeze_record_and_its_wallet(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        var bob = await books.WalletAsync("usr_bob");
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)))).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromHours(1));
        var refund = (await books.Ledger.RefundAsync(new Refund(paid.TransactionId) { Amount = Money.EUR(10m) })).ValueOrThrow();
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(5m)) { Reason = "Dispute" })).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromHours(1));
        var released = (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen.Id))).ValueOrThrow();

        Assert.Equal(paid.TransactionId, (await books.Reader.GetTransactionAsync(refund.TransactionId))!.OriginalId);
        var freeze = (await books.Reader.GetTransactionAsync(frozen.TransactionId))!;
        Assert.Equal((frozen.Id, "Dispute"), (freeze.FreezeId, freeze.Reason));
        Assert.Equal(frozen.Id, (await books.Reader.GetTransactionAsync(released.TransactionId))!.FreezeId);
        var journal = new List<Transaction>();
        await foreach (var transaction in books.Reader.ReadJournalAsync())
        {
            journal.Add(transaction);
        }

        var opening = journal.First(transaction => transaction.Type == "open_wallet");
        Assert.Equal((ana, null), (opening.WalletId, opening.Amount));
        Assert.Empty(opening.Entries);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_found_by_reference_newest_first_and_by_its_original_page_by_page(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        var bob = await books.WalletAsync("usr_bob");
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Reference = "order" })).ValueOrThrow();
        var refunds = new List<TransactionId>();
        for (var i = 0; i < 5; i++)
        {
            refunds.Add((await books.Ledger.RefundAsync(
                new Refund(paid.TransactionId) { Amount = Money.EUR(1m), Reference = "order" })).ValueOrThrow().TransactionId);
        }

        var listed = await Pages.AllAsync(cursor => books.Reader.ListRefundsAsync(paid.TransactionId, 2, cursor));
        var found = await Pages.AllAsync(cursor => books.Reader.FindByReferenceAsync("order", 2, cursor));

        Assert.Equal(refunds, listed.Select(transaction => transaction.Id));
        Assert.Equal(Enumerable.Reverse(refunds).Append(paid.TransactionId), found.Select(transaction => transaction.Id));
        Assert.Empty((await books.Reader.FindByReferenceAsync("Order")).Items);
        Assert.Empty((await books.Reader.ListRefundsAsync(refunds[0])).Items);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Tells_what_is_refundable_exactly_as_the_next_refund_finds_it(string store)
    {
        var rule = PostingRule.Define("transfer", 2, rule => rule
            .Move("transfer", Place.Wallet("from"), Place.Wallet("to"), AmountRule.Principal)
            .Refundable(new RefundTerms { Window = TimeSpan.FromDays(30), CountMax = 2 }));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var ana = await books.WalletAsync("usr_ana", 100m);
        var bob = await books.WalletAsync("usr_bob");
        var paid = await PayAsync();
        await AssertAsync(paid, "30.00 0.00 30.00 0", null);

        var refund = (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(10m) })).ValueOrThrow().TransactionId;
        await AssertAsync(paid, "30.00 10.00 20.00 1", null);
        await AssertAsync(refund, "10.00 0.00 0.00 0", RefusalCode.NotRefundable);

        (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(5m) })).ValueOrThrow();
        await AssertAsync(paid, "30.00 15.00 0.00 2", RefusalCode.RefundCountExceeded);

        var whole = await PayAsync();
        (await books.Ledger.RefundAsync(new Refund(whole))).ValueOrThrow();
        await AssertAsync(whole, "30.00 30.00 0.00 1", RefusalCode.AlreadyRefunded);

        var cancelled = await PayAsync();
        (await books.Ledger.ExecuteAsync(new Cancel(cancelled))).ValueOrThrow();
        await AssertAsync(cancelled, "30.00 30.00 0.00 1", RefusalCode.NotRefundable);
        Assert.True((await books.Reader.GetRefundableAsync(cancelled))!.IsCancelled);

        var late = await PayAsync();
        books.Clock.Move(TimeSpan.FromDays(30));
        await AssertAsync(late, "30.00 0.00 30.00 0", null);
        books.Clock.Move(TimeSpan.FromTicks(10));
        await AssertAsync(late, "30.00 0.00 0.00 0", RefusalCode.RefundWindowExpired);

        async Task<TransactionId> PayAsync() =>
            (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)))).ValueOrThrow().TransactionId;

        async Task AssertAsync(TransactionId id, string amounts, string? code)
        {
            var refundable = (await books.Reader.GetRefundableAsync(id))!;
            Assert.Equal(
                (amounts, code),
                ($"{refundable.Original?.ToAmountString()} {refundable.Refunded?.ToAmountString()} {refundable.Remaining?.ToAmountString()} {refundable.Count}",
                    refundable.Refusal?.Code));
            Assert.Equal(code is null, refundable.IsRefundable);
            if (code is not null)
            {
                Assert.Equal(code, (await books.Ledger.RefundAsync(new Refund(id))).Refusal!.Code);
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Or_a_refusal_is_what_its_key_answered(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Keys = KeyPolicy.Default with { Expiry = TimeSpan.FromDays(1) } });
        var ana = await books.WalletAsync("usr_ana", 100m);
        var posted = (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(30m)) { Key = "good" })).ValueOrThrow();
        Assert.False((await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(300m)) { Key = "bad" })).IsPosted);

        var good = (await books.Reader.FindKeyAsync("good"))!;
        var bad = (await books.Reader.FindKeyAsync("bad"))!;
        Assert.Equal((posted.TransactionId, null, false), (good.Transaction!.Id, good.Refusal, good.IsExpired));
        Assert.Equal((null, RefusalCode.InsufficientFunds, Money.EUR(230m)), (bad.Transaction, bad.Refusal!.Code, bad.Refusal.Shortfall));
        Assert.Equal(books.Clock.GetUtcNow(), bad.RecordedAt);
        Assert.Null(await books.Reader.FindKeyAsync("Good"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await books.Reader.FindKeyAsync(""));

        books.Clock.Move(TimeSpan.FromDays(1));
        Assert.True((await books.Reader.FindKeyAsync("good"))!.IsExpired);
    }
}
