namespace WalletCore.Testing;

/// <summary>Compares what everybody has at a ledger with the model.</summary>
internal static class WorkloadBalances
{
    private static readonly string[] SystemCodes =
        [SystemAccount.CashCode, SystemAccount.FeesCode, SystemAccount.TaxesCode, SystemAccount.AdjustmentsCode, SystemAccount.ExchangeCode];

    public static async Task<string?> FindDifferenceAsync(ModelBooks model, Ledger ledger, DateTimeOffset now)
    {
        foreach (var wallet in WorkloadWorld.Wallets)
        {
            var actual = await ledger.Reader.GetWalletAsync(wallet.Reference);
            foreach (var currency in WorkloadWorld.Currencies)
            {
                var account = actual?.AccountIn(currency) is { IsRemoved: false } found ? $"{found.Available} + {found.Frozen}" : "no account";
                var expected = model.BalanceOf(wallet.Reference, currency, now) is var (available, frozen) ? $"{available} + {frozen}" : "no account";
                if (account != expected)
                {
                    return $"{wallet.Name} has {account}, the model says {expected}";
                }
            }
        }

        var system = await ledger.Reader.GetSystemAccountsAsync();
        foreach (var code in SystemCodes)
        {
            foreach (var currency in WorkloadWorld.Currencies)
            {
                var account = system.FirstOrDefault(row => row.SystemCode == code && row.Currency == currency);
                var credited = account is null ? Money.Zero(currency)
                    : account.Class is AccountClass.Asset or AccountClass.Expense ? -account.Balance : account.Balance;
                if (credited != model.CreditedTo(code, currency))
                {
                    return $"@{code} has {credited}, the model says {model.CreditedTo(code, currency)}";
                }
            }
        }

        return null;
    }
}
