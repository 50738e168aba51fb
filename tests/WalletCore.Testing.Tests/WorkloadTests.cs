using WalletCore.Storage.Tests;
using Xunit.Abstractions;

namespace WalletCore.Testing.Tests;

/// <summary>The kit's workload on our own stores: ledger, model and plan agree.</summary>
public class A_workload(ITestOutputHelper output)
{
    public static TheoryData<string, int> StoresAndSeeds()
    {
        var data = new TheoryData<string, int>();
        foreach (var store in StoreUnderTests.All.Keys)
        {
            for (var seed = 1; seed <= 5; seed++)
            {
                data.Add(store, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StoresAndSeeds))]
    public async Task Is_answered_as_the_model_says(string store, int seed)
    {
        var report = await Workload.RunAsync(StoreUnderTests.All[store], new WorkloadOptions { Seed = seed });

        report.ThrowIfDifferent();
        output.WriteLine(string.Join('\n', report.Answers.Select(row => $"{row.Key}: {row.Value}")));
    }
}
