using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Reading;

/// <summary>Writes a reproducible history: deposits, withdrawals, transfers, freezes and captures, with business dates before and after today.</summary>
internal static class RandomHistory
{
    public static async Task<WalletId> WriteAsync(TestLedger books, int seed, int length)
    {
        var random = new Random(seed);
        var ana = await books.WalletAsync("usr_ana", 1_000m);
        var bob = await books.WalletAsync("usr_bob", 1_000m);
        var freezes = new Queue<FreezeId>();
        for (var i = 0; i < length; i++)
        {
            if (random.Next(3) == 0)
            {
                books.Clock.Move(TimeSpan.FromHours(random.Next(1, 40)));
            }

            var money = Money.EUR(random.Next(1, 20));
            DateOnly? date = random.Next(2) == 0
                ? null
                : DateOnly.FromDateTime(books.Clock.GetUtcNow().UtcDateTime).AddDays(random.Next(-30, 5));
            var reference = random.Next(4) == 0 ? $"ref-{random.Next(5)}" : null;
            var description = random.Next(5) == 0 ? "Rent" : null;
            switch (random.Next(7))
            {
                case 0 or 1:
                    await books.Ledger.DepositAsync(new Deposit(ana, money) { BusinessDate = date, Reference = reference, Description = description });
                    break;
                case 2:
                    await books.Ledger.WithdrawAsync(new Withdraw(ana, money) { BusinessDate = date, Reference = reference });
                    break;
                case 3:
                    await books.Ledger.TransferAsync(new Transfer(ana, bob, money) { BusinessDate = date, Description = description });
                    break;
                case 4:
                    await books.Ledger.TransferAsync(new Transfer(bob, ana, money) { BusinessDate = date, Description = description });
                    break;
                case 5:
                    var frozen = await books.Ledger.FreezeAsync(new Freeze(ana, money) { BusinessDate = date });
                    freezes.Enqueue(frozen.ValueOrThrow().Id);
                    break;
                default:
                    if (freezes.TryDequeue(out var freeze))
                    {
                        (await books.Ledger.CaptureAsync(new Capture(freeze) { Amount = Money.EUR(1m), To = bob, BusinessDate = date })).ValueOrThrow();
                    }

                    break;
            }
        }

        return ana;
    }
}
