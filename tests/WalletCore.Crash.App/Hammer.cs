namespace WalletCore.Crash.App;

/// <summary>Many callers on one file, until told to stop.</summary>
internal static class Hammer
{
    public static async Task RunAsync(
        string mode, string file, string name, int callers, int seed, Acknowledgements acknowledgements, CancellationToken stop)
    {
        await using var store = WorkloadStore.Open(file, mode);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options, CancellationToken.None);
        for (var i = 0; i < Workload.WalletCount; i++)
        {
            var wallet = (await ledger.OpenWalletAsync(new OpenWallet($"w-{i}") { Currency = Currency.EUR }, CancellationToken.None)).ValueOrThrow();
            var deposit = new Deposit(wallet.Id, Money.FromMinor(Workload.SeedMinor, Currency.EUR)) { Key = $"seed-{i}" };
            (await ledger.DepositAsync(deposit, CancellationToken.None)).ValueOrThrow();
        }

        acknowledgements.WriteLine(Workload.Ready);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => mode == Mode.Batches
            ? new BatchCaller(ledger, $"{name}-{i}", seed + i, acknowledgements).RunAsync(stop)
            : new Caller(ledger, $"{name}-{i}", seed + i, acknowledgements.WriteLine).RunAsync(stop)));
    }
}
