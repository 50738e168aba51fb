namespace WalletCore.Crash.App;

/// <summary>Tries to read and to write, and says what came of both in one line each.</summary>
internal static class Probe
{
    public static async Task RunAsync(string file, string key, Acknowledgements acknowledgements)
    {
        await using var store = WorkloadStore.Open(file, Mode.Probe);
        await TryAsync("open", async () =>
        {
            await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
            await TryAsync("read", async () => $"{(await ledger.Reader.GetWalletAsync(Workload.Wallet(0)))!.Accounts[0].Available}", acknowledgements);
            await TryAsync("verify", async () => $"{(await ledger.VerifyAsync()).Findings.Count}", acknowledgements);
            await TryAsync("write", async () =>
            {
                var deposit = new Deposit(Workload.Wallet(0), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = key };
                return $"{(await ledger.DepositAsync(deposit)).ValueOrThrow().Sequence}";
            }, acknowledgements);
            return "done";
        }, acknowledgements);
    }

    private static async Task TryAsync(string what, Func<Task<string>> act, Acknowledgements acknowledgements)
    {
        string line;
        try
        {
            line = await act();
        }
#pragma warning disable CA1031 // Which exception it is, documented or not, is what the parent wants to know.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            line = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        }

        acknowledgements.WriteLine($"{what}: {line}");
    }
}
