using WalletCore;

namespace Samples.Snippets;

internal static class PolicySnippets
{
    public static async Task RunAsync()
    {
        // begin-snippet: WalletPolicies
        var options = new LedgerOptions
        {
            WalletPolicies =
            [
                new WalletPolicy { MaxBalances = [Money.EUR(10_000m)] },
                new WalletPolicy
                {
                    ApplicationId = "app_kids",
                    MaxBalances = [Money.EUR(150m)],
                    Minimums = [KeyValuePair.Create(Operations.Withdraw, Money.EUR(5m))],
                    UsageLimits =
                    [
                        new UsageLimit(Operations.Withdraw, LimitWindow.Day, Money.EUR(50m)),
                        new UsageLimit(Operations.Withdraw, LimitWindow.Month, Money.EUR(200m)),
                    ],
                    DisabledOperations = [Operations.Transfer],
                },
            ],
            Permissions = PermissionPolicy.Default.Require(Operations.Refund, "support", PermissionPolicy.ManagerRole),
        };
        // end-snippet
        await using var desk = await Desk.OpenAsync(options);
        var kid = (await desk.Ledger.OpenWalletAsync(new OpenWallet("kid") { ApplicationId = "app_kids", Currency = Currency.EUR })).ValueOrThrow().Id;
        await ExpectAsync(desk.Ledger.DepositAsync(new Deposit(kid, Money.EUR(151m))), RefusalCode.MaxBalanceExceeded);
        (await desk.Ledger.DepositAsync(new Deposit(kid, Money.EUR(100m)))).ValueOrThrow();
        await ExpectAsync(desk.Ledger.WithdrawAsync(new Withdraw(kid, Money.EUR(4m))), RefusalCode.AmountBelowMinimum);
        await ExpectAsync(desk.Ledger.WithdrawAsync(new Withdraw(kid, Money.EUR(51m))), RefusalCode.LimitExceeded);
        await ExpectAsync(desk.Ledger.TransferAsync(new Transfer(kid, desk.Shop, Money.EUR(1m))), RefusalCode.OperationDisabled);
    }

    private static async Task ExpectAsync(ValueTask<Outcome<Receipt>> command, string code)
    {
        var outcome = await command;
        Story.Expect(outcome.Refusal?.Code == code, $"{outcome}, not {code}");
    }
}
