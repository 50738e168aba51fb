using System.Globalization;
using Outbox;
using Samples;
using WalletCore;
using WalletCore.Sqlite;

// Outbox                                       tells the story below
// Outbox <wallets.db> <inbox.db> [<sequence>]  delivers until it is stopped, or through that transaction
if (args is [var wallets, var inboxPath, ..])
{
    await using var store = new SqliteWalletStore(wallets);
    await using var ledger = await Ledger.OpenAsync(store);
    await DeliverAsync(ledger, inboxPath, args is [_, _, var last] ? long.Parse(last, CultureInfo.InvariantCulture) : long.MaxValue);
    return 0;
}

return await Story.TellAsync(async path =>
{
    await using var store = new SqliteWalletStore(path);
    await using var ledger = await Ledger.OpenAsync(store);
    var inboxFile = Path.Combine(Path.GetDirectoryName(path)!, "inbox.db");
    var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
    var bob = (await ledger.OpenWalletAsync(new OpenWallet("usr_bob") { Currency = Currency.EUR })).ValueOrThrow().Id;
    (await ledger.DepositAsync(new Deposit(ana, Money.EUR(100m)))).ValueOrThrow();

    Story.Title("What happened before anybody listened is delivered too");
    await DeliverAsync(ledger, inboxFile, last: 3);
    Show("transfer", "never");
    Show("deposit", "1 times, 100.00");

    Story.Title("Ten transfers, and a consumer that ends in the middle of them");
    for (var i = 0; i < 10; i++)
    {
        (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(1.50m)))).ValueOrThrow();
    }

    await DeliverAsync(ledger, inboxFile, last: 7);
    Show("transfer", "4 times, 6.00");

    Story.Title("The next one goes on where it ended: nothing is lost, nothing comes twice");
    await DeliverAsync(ledger, inboxFile, last: 13);
    Show("transfer", "10 times, 15.00");

    Story.Title("A consumer that waits is woken by the commit");
    var delivering = DeliverAsync(ledger, inboxFile, last: 14);
    (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(5m)))).ValueOrThrow();
    await delivering;
    Show("transfer", "11 times, 20.00");

    void Show(string type, string expected)
    {
        using var inbox = new Inbox(inboxFile);
        Story.Line($"{type}: {inbox.Turnover(type)}");
        Story.Expect(inbox.Turnover(type) == expected, $"{type} arrived {inbox.Turnover(type)}, not {expected}");
    }
});

// begin-snippet: OutboxDeliver
static async Task DeliverAsync(Ledger ledger, string inboxPath, long last)
{
    using var inbox = new Inbox(inboxPath);
    if (inbox.Position >= last)
    {
        return;
    }

    var options = new FollowOptions { PollInterval = TimeSpan.FromMilliseconds(100) };
    await foreach (var transaction in ledger.Reader.FollowJournalAsync(inbox.Position + 1, options))
    {
        inbox.Apply(transaction);
        Console.WriteLine($"delivered {transaction.Sequence}");
        if (transaction.Sequence == last)
        {
            return;
        }
    }
}

// end-snippet
