using WalletCore.Storage.Tests;
namespace WalletCore.Testing.Tests;
public class Hunt
{
    [Fact]
    public async Task Go()
    {
        var n = int.Parse(Environment.GetEnvironmentVariable("HUNT") ?? "0");
        var from = int.Parse(Environment.GetEnvironmentVariable("HUNTFROM") ?? "100");
        var mode = Environment.GetEnvironmentVariable("HUNTMODE") ?? "run";
        var store = Environment.GetEnvironmentVariable("HUNTSTORE") ?? "memory";
        var text = "";
        for (var i = from; i < from + n; i++)
        {
            var report = mode == "race" ? await Workload.RaceAsync(StoreUnderTests.All[store], new WorkloadOptions { Seed = i, Ledgers = 1 + (i % 4), Length = 800 })
                : await Workload.RunAsync(StoreUnderTests.All[store], new WorkloadOptions { Seed = i, Ledgers = 1 + (i % 3), Length = 300 });
            if (report.Difference is not null) { text += $"=== seed {i}: {report.Difference}\n{report.Reproduction}\n"; if (text.Length > 20000) break; }
        }
        File.WriteAllText($"/tmp/hunt-{mode}-{store}.txt", text + "done");
    }
}
