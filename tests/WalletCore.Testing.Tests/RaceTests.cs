using WalletCore.Storage.Tests;
using Xunit.Abstractions;

namespace WalletCore.Testing.Tests;

/// <summary>Many callers at once on our own stores: one order explains every answer.</summary>
public class A_race(ITestOutputHelper output)
{
    public static TheoryData<string, int, int> StoresSeedsAndLedgers()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var store in StoreUnderTests.All.Keys)
        {
            data.Add(store, 1, 1);
            data.Add(store, 2, 2);
            data.Add(store, 3, 4);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StoresSeedsAndLedgers))]
    public async Task Has_one_order_that_gives_every_answer(string store, int seed, int ledgers)
    {
        var report = await Workload.RaceAsync(
            StoreUnderTests.All[store], new WorkloadOptions { Seed = seed, Ledgers = ledgers, Length = 1_000 });

        report.ThrowIfDifferent();
        output.WriteLine(string.Join('\n', report.Answers.Select(row => $"{row.Key}: {row.Value}")));
    }
}
