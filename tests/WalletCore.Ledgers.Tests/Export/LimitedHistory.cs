using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>What a busy history does not have: limits with their usages, keys that ran out and were used again, amounts past 64 bits.</summary>
internal static class LimitedHistory
{
    public static Currency Token { get; } = Currency.Define("TOKEN", 18);

    public static LedgerOptions Configure(LedgerOptions options) => options with
    {
        Currencies = CurrencyRegistry.Iso.With(Token),
        Keys = new KeyPolicy { Expiry = TimeSpan.FromDays(1), KeepRefusals = true },
        WalletPolicies =
        [
            new WalletPolicy
            {
                UsageLimits =
                [
                    new UsageLimit("withdraw", LimitWindow.Day, Money.EUR(100m)),
                    new UsageLimit("withdraw", LimitWindow.Month, Money.EUR(150m)),
                ],
            },
        ],
    };

    /// <summary>Ana may withdraw 10.00 more today, and 20.00 more this month; the keys "again" and "late" have newer answers.</summary>
    public static async Task<WalletId> WriteAsync(TestLedger books)
    {
        var ledger = books.Ledger;
        var ana = await books.WalletAsync("usr_ana", 1_000m);
        var bob = await books.WalletAsync("usr_bob", 1_000m);
        (await ledger.AddAccountAsync(new AddAccount(bob, Token))).ValueOrThrow();
        (await ledger.DepositAsync(new Deposit(bob, Money.Of(123_456_789_012_345m, Token)))).ValueOrThrow();
        Assert.False((await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(101m)) { Key = "again" })).IsPosted);
        (await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(40m)) { Key = "late" })).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromDays(2));
        (await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(90m)) { Key = "again" })).ValueOrThrow();
        Assert.False((await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(90m)) { Key = "late" })).IsPosted);
        Assert.False((await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(91m)) { Key = "never" })).IsPosted);
        return ana;
    }
}
