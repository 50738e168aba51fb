using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

internal static class ReadsScenario
{
    public static Task RunAsync(Settings settings, Report report) => Task.CompletedTask;
}
