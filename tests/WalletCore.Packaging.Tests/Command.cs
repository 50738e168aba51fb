using System.Diagnostics;
using System.Text;
using Xunit.Sdk;

namespace WalletCore.Packaging.Tests;

internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>The output, or a failure that shows it.</summary>
    public string OrFail() => ExitCode == 0 ? Output : throw new XunitException($"{Command}\nexited with {ExitCode}:\n{Output}");
}

/// <summary>Runs a program as if from a fresh shell: nothing of the surrounding <c>dotnet test</c> leaks in, nothing is left running.</summary>
internal static class Command
{
    private static readonly TimeSpan DurationMax = TimeSpan.FromMinutes(10);

    public static Task<CommandResult> DotnetAsync(string workingFolder, params string[] arguments) =>
        RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", workingFolder, arguments);

    public static async Task<CommandResult> RunAsync(string program, string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var leaked in start.Environment.Keys.Where(Leaks).ToList())
        {
            start.Environment.Remove(leaked);
        }

        // A build server that outlives its client would hold the output pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var timeout = new CancellationTokenSource(DurationMax);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new XunitException($"{program} {string.Join(' ', arguments)}\ntook longer than {DurationMax}:\n{output}");
        }

        return new CommandResult($"{program} {string.Join(' ', arguments)}", process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }

    /// <summary>Variables by which one dotnet command configures those it starts.</summary>
    private static bool Leaks(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("COVERLET", StringComparison.OrdinalIgnoreCase)
        || variable is "CI" or "Configuration" or "Version" or "DOTNET_CLI_CONTEXT" or "TestingPlatformCommandLineArguments";
}
