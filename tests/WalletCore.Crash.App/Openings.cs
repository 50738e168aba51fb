using System.Globalization;

namespace WalletCore.Crash.App;

/// <summary>Opens one file after another, so that a kill at any moment hits the opening of one.</summary>
internal static class Openings
{
    public static async Task CreateAsync(string folder, int count, Acknowledgements acknowledgements, CancellationToken stop)
    {
        for (var i = 0; i < count && !stop.IsCancellationRequested; i++)
        {
            var name = $"f{i.ToString(CultureInfo.InvariantCulture)}";
            await UseAsync(Path.Combine(folder, name + ".db"), Mode.Create, $"{name}-in", acknowledgements);
        }

        await WaitAsync(stop);
    }

    public static async Task MigrateAsync(string folder, string run, Acknowledgements acknowledgements, CancellationToken stop)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.db").Order(StringComparer.Ordinal).ToList())
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            await UseAsync(file, Mode.Migrate, $"{Path.GetFileNameWithoutExtension(file)}-{run}", acknowledgements);
        }

        await WaitAsync(stop);
    }

    /// <summary>Done before the kill: waits for it.</summary>
    private static async Task WaitAsync(CancellationToken stop) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task UseAsync(string file, string mode, string key, Acknowledgements acknowledgements)
    {
        await using var store = WorkloadStore.Open(file, mode);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        (await ledger.OpenWalletAsync(new OpenWallet("w-0") { Currency = Currency.EUR })).ValueOrThrow();
        var deposit = new Deposit(Workload.Wallet(0), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = key };
        acknowledgements.Write(key, await ledger.DepositAsync(deposit));
    }
}
