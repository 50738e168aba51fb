using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using WalletCore.Ledgers.Tests.Properties.Model;
using WalletCore.Ledgers.Tests.Support;
using Xunit.Sdk;

namespace WalletCore.Ledgers.Tests.Properties;

/// <summary>An independent model predicts the answer and the balances of every command of random histories.</summary>
public class The_model_and_the_ledger
{
    private const string SeedVariable = "WALLETCORE_SEED";
    private const int HistoryLength = 60;

    [Theory]
    [OnEveryStore(100_000, 8)]
    [OnEveryStore(0, 4)]
    public async Task Agree_on_every_answer_and_every_balance(string store, int cacheLength, int histories)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given)
            ? given
            : (ulong)Random.Shared.NextInt64();
        foreach (var history in Histories.Generate(HistoryLength).Sample(histories, new Rnd(seed), histories))
        {
            if (await ModelRun.FindDifferenceAsync(store, cacheLength, history) is null)
            {
                continue;
            }

            var small = await Histories.ShrinkAsync(history, async steps => await ModelRun.FindDifferenceAsync(store, cacheLength, steps) is not null);
            var difference = await ModelRun.FindDifferenceAsync(store, cacheLength, small);
            throw new XunitException(
                $"{difference}\nRepeat with {SeedVariable}={seed}, or paste on {store} with a cache of {cacheLength}:\n{string.Join('\n', small)}");
        }
    }
}
