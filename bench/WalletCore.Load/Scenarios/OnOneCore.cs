using System.ComponentModel;
using System.Diagnostics;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>Runs the memory scenario's batches in a copy of this program that was started on one core: a process keeps the cores it began with.</summary>
internal static class OnOneCore
{
    public static void Run(Settings settings, Report report)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true };
        var self = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, Environment.GetCommandLineArgs()[0]] : [self];
        string[] quick = settings.IsQuick ? ["--quick"] : [];
        string[] arguments =
        [
            "-c", "0", .. program, "memory", .. quick, "--on-one-core",
            "--rounds", FormattableString.Invariant($"{settings.Rounds}"), "--wallets", FormattableString.Invariant($"{settings.Wallets}"),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        try
        {
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException("The measurement on one core failed.");
            }

            report.Line(text.TrimEnd('\n'));
        }
        catch (Win32Exception)
        {
            report.Line("Not measured on one core: there is no taskset here.");
        }

        report.Line();
    }
}
