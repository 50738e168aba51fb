using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Reading;

public class Wallets
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Are_found_by_id_by_owner_and_by_account_number(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var opened = (await books.Ledger.OpenWalletAsync(
            new OpenWallet("usr_ana") { ApplicationId = "shop", Label = "main", Currency = Currency.EUR, AccountNumber = "AT-1" })).ValueOrThrow();

        Assert.Equal(opened.Id, (await books.Reader.GetWalletAsync(opened.Id))!.Id);
        Assert.Equal(opened.Id, (await books.Reader.GetWalletAsync(WalletRef.ByOwner("usr_ana", "shop", "main")))!.Id);
        Assert.Equal(opened.Id, (await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("AT-1")))!.Id);
        Assert.Null(await books.Reader.GetWalletAsync(WalletRef.ByOwner("usr_ana")));
        Assert.Null(await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("AT-2")));
        Assert.Null(await books.Reader.GetWalletAsync(default));
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Are_listed_by_every_condition_page_by_page_while_others_are_opened(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        for (var i = 0; i < 6; i++)
        {
            (await books.Ledger.OpenWalletAsync(new OpenWallet($"usr_{i}")
            {
                ApplicationId = i % 2 == 0 ? "shop" : "",
                Label = i == 1 ? "spare" : "",
                Kind = i == 2 ? WalletKind.Postpaid : WalletKind.Prepaid,
                Currency = i == 3 ? Currency.USD : Currency.EUR,
            })).ValueOrThrow();
        }

        (await books.Ledger.ExecuteAsync(new CloseWallet(WalletRef.ByOwner("usr_5")))).ValueOrThrow();
        (await books.Ledger.ExecuteAsync(new FreezeWallet(WalletRef.ByOwner("usr_0", "shop"), "fraud"))).ValueOrThrow();

        Assert.Equal("012345", await ListAsync(new WalletQuery()));
        Assert.Equal("4", await ListAsync(new WalletQuery { OwnerId = "usr_4" }));
        Assert.Equal("024", await ListAsync(new WalletQuery { ApplicationId = "shop" }));
        Assert.Equal("135", await ListAsync(new WalletQuery { ApplicationId = "" }));
        Assert.Equal("1", await ListAsync(new WalletQuery { Label = "spare" }));
        Assert.Equal("2", await ListAsync(new WalletQuery { Kind = WalletKind.Postpaid }));
        Assert.Equal("5", await ListAsync(new WalletQuery { State = WalletState.Closed }));
        Assert.Equal("0", await ListAsync(new WalletQuery { IsFrozen = true }));
        Assert.Equal("12345", await ListAsync(new WalletQuery { IsFrozen = false }));
        Assert.Equal("3", await ListAsync(new WalletQuery { Currency = Currency.USD }));
        Assert.Equal("24", await ListAsync(new WalletQuery { ApplicationId = "shop", IsFrozen = false }));

        var first = await books.Reader.ListWalletsAsync(new WalletQuery { PageSize = 4 });
        await books.WalletAsync("usr_6");
        var second = await books.Reader.ListWalletsAsync(new WalletQuery { PageSize = 4, Cursor = first.NextCursor });
        Assert.Equal(["usr_4", "usr_5", "usr_6"], second.Items.Select(wallet => wallet.OwnerId));
        Assert.Null(second.NextCursor);

        async Task<string> ListAsync(WalletQuery query) => string.Concat(
            (await Pages.AllAsync(cursor => books.Reader.ListWalletsAsync(query with { PageSize = 2, Cursor = cursor }))).Select(wallet => wallet.OwnerId[4..]));
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task And_system_accounts_add_up_to_a_trial_balance(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        await books.WalletAsync("usr_bob", 7.5m, Currency.USD);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(30m)))).ValueOrThrow();
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(5m)))).ValueOrThrow();

        var trial = await books.Reader.GetTrialBalanceAsync();

        Assert.True(trial.IsBalanced);
        Assert.Equal(await books.Reader.GetPositionAsync(), trial.Position);
        Assert.Equal(
            """
            account  class      currency  debit  credit
            cash     asset      EUR       70.00    0.00
            wallets  liability  EUR        0.00   70.00
            total               EUR       70.00   70.00
            cash     asset      USD        7.50    0.00
            wallets  liability  USD        0.00    7.50
            total               USD        7.50    7.50

            """,
            trial.ToString(),
            ignoreLineEndingDifferences: true);
        Assert.Equal(
            [("cash", Money.EUR(70m)), ("cash", Money.USD(7.5m))],
            (await books.Reader.GetSystemAccountsAsync()).Select(account => (account.SystemCode!, account.Balance)));
    }

    [Fact]
    public void Whose_debits_differ_from_their_credits_are_not_balanced()
    {
        var line = new TrialBalanceLine
        {
            Code = "cash", IsWallets = false, Class = AccountClass.Asset, Currency = Currency.EUR, Debit = Money.EUR(1m), Credit = Money.EUR(0m),
        };
        var position = new LedgerPosition { Sequence = 0, RecordedAt = DateTimeOffset.UnixEpoch, ChainHash = "" };

        Assert.False(new TrialBalance { Position = position, Lines = [line] }.IsBalanced);
        Assert.True(new TrialBalance { Position = position, Lines = [line, line with { Code = "fees", Debit = line.Credit, Credit = line.Debit }] }.IsBalanced);
    }
}
