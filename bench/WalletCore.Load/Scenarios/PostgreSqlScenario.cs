using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;
using WalletCore.Tests.Shared.PostgreSql;

namespace WalletCore.Load.Scenarios;

/// <summary>
/// Durable transfers on one PostgreSQL server, started for the purpose on the folder that is measured. Beside the library what hosts write today and the
/// best that can be written by hand, in turns.
/// </summary>
internal static class PostgreSqlScenario
{
    /// <summary>Few, so that callers who each have a transaction of their own meet often.</summary>
    public const int Wallets = 1_000;

    private static readonly int[] Callers = [1, 16, 64, 256, 512];
    private static readonly int[] CallersQuick = [1, 64];

    public static async Task RunAsync(Settings settings, Report report)
    {
        if (PrivatePostgreSqlServer.Missing is { } missing)
        {
            report.Line();
            report.Line($"Not measured: {missing}.");
            return;
        }

        settings = settings with { Wallets = settings.IsWalletsGiven ? settings.Wallets : Wallets };
        await using var field = await PostgreSqlField.OpenAsync(settings);
        report.Line($"- {field.Server.Description}");
        Traffic[] traffics = [Traffic.Uniform(settings.Wallets), Traffic.Hot(settings.Wallets)];
        var measured = new SortedDictionary<int, IReadOnlyList<PostgreSqlSamples>>();
        foreach (var callers in settings.IsQuick ? CallersQuick : Callers)
        {
            measured[callers] = await field.MeasureAsync(traffics, callers);
        }

        for (var i = 0; i < traffics.Length; i++)
        {
            report.Heading($"{settings.Wallets:N0} wallets, {traffics[i].Name}, {settings.History:N0} transactions before");
            ServerSampleTable.Head(report, "callers");
            foreach (var (callers, samples) in measured)
            {
                samples[i].Show(report, callers);
                samples[i].Judge(report, callers, uniform: samples[0]);
            }

            report.Verdicts();
        }

        await field.CheckBaselinesAsync();
        foreach (var ledger in field.Server.Ledgers)
        {
            await Books.VerifyAsync(ledger, report);
        }
    }
}
