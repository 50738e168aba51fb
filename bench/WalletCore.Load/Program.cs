using WalletCore.Load;
using WalletCore.Load.Contestants.PostgreSql;
using WalletCore.Load.Reporting;
using WalletCore.Load.Scenarios;

var scenarios = new Dictionary<string, Func<Settings, Report, Task>>(StringComparer.Ordinal)
{
    ["disk"] = DiskScenario.RunAsync,
    ["memory"] = MemoryScenario.RunAsync,
    ["sqlite"] = SqliteScenario.RunAsync,
    ["postgresql"] = PostgreSqlScenario.RunAsync,
    ["processes"] = ProcessesScenario.RunAsync,
    ["growth"] = GrowthScenario.RunAsync,
#if READS
    ["reads"] = ReadsScenario.RunAsync,
#endif
};

if (args is [Peer.Argument])
{
    return await Peer.RunAsync();
}

if (Settings.Read(args) is not { } settings || (settings.Scenario != "all" && !scenarios.ContainsKey(settings.Scenario)))
{
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}

Directory.CreateDirectory(settings.Folder);
foreach (var (name, run) in scenarios.Where(scenario => settings.Scenario == "all" || settings.Scenario == scenario.Key))
{
    var report = new Report();
    try
    {
        if (!settings.IsOnOneCore)
        {
            report.Line($"# Load: {name}");
            Machine.Describe(report, settings);
        }

        await run(settings, report);
    }
#pragma warning disable CA1031 // Whatever went wrong, a script that calls this program wants to know.
    catch (Exception exception)
#pragma warning restore CA1031
    {
        Console.Error.WriteLine($"{name} failed: {exception}");
        return 1;
    }

    if (settings.WritesReport)
    {
        report.Save(ReportPath.Of(name));
    }
}

return 0;
