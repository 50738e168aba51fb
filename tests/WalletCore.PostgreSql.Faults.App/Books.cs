using System.Globalization;
using WalletCore.Crash.App;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Faults.App;

/// <summary>The ledgers that all processes of a run share, numbered, each with the workload's wallets.</summary>
internal static class Books
{
    public static string Name(int ledger) => string.Create(CultureInfo.InvariantCulture, $"books-{ledger}");

    /// <summary>What the keys of a ledger's commands begin with.</summary>
    public static string KeyPrefix(int ledger) => string.Create(CultureInfo.InvariantCulture, $"{ledger}:");

    public static LedgerOptions Options(int ledger) => Workload.Options with { Name = Name(ledger) };

    /// <summary>Opens a ledger and sees to it that the wallets are there, and were filled once, whoever else does the same now.</summary>
    public static async Task<Ledger> OpenAsync(IWalletStore store, int number, Func<LedgerOptions, LedgerOptions>? configure = null)
    {
        var options = configure?.Invoke(Options(number)) ?? Options(number);
        var ledger = await Ledger.OpenAsync(store, options);
        var wallets = await Task.WhenAll(Enumerable.Range(0, Workload.WalletCount).Select(
            i => ledger.OpenWalletAsync(new OpenWallet($"w-{i}") { Currency = Currency.EUR }).AsTask()));
        await Task.WhenAll(wallets.Select((wallet, i) => ledger.DepositAsync(
            new Deposit(wallet.ValueOrThrow().Id, Money.FromMinor(Workload.SeedMinor, Currency.EUR)) { Key = $"{KeyPrefix(number)}seed-{i}" }).AsTask()));
        return ledger;
    }
}
