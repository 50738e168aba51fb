using System.Diagnostics;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>Runs PostgreSQL's programs, as a user of little power where the tests run as root: PostgreSQL refuses root.</summary>
internal static class ServerCommand
{
    private static readonly TimeSpan DurationMax = TimeSpan.FromMinutes(2);
    private static readonly string[] Users = ["postgres", "nobody"];
    private static readonly Lazy<string?> OtherUserOnce = new(FindOtherUser);

    /// <summary>Whom the server runs as; null: whoever runs the tests.</summary>
    public static string? OtherUser => OtherUserOnce.Value;

    /// <summary>What is put before a program and its arguments, so that the server's user runs it.</summary>
    public static IReadOnlyList<string> Prefix => OtherUser is { } user
        ? HasProgram("setpriv") ? ["setpriv", "--reuid", user, "--regid", Group(user), "--clear-groups", "--"] : ["runuser", "-u", user, "--"]
        : [];

    public static ProcessStartInfo StartInfo(IEnumerable<string> words)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words)
        {
            if (start.FileName.Length == 0)
            {
                start.FileName = word;
            }
            else
            {
                start.ArgumentList.Add(word);
            }
        }

        // Whoever runs the tests may stand in a folder that the server's user cannot enter, and may have set defaults for a server of their own.
        start.WorkingDirectory = "/";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <exception cref="InvalidOperationException">It could not be started or says that it failed; the message has its output.</exception>
    public static async Task<string> RunAsServerUserAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await TryRunAsServerUserAsync(program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {exitCode}:\n{output}");
    }

    public static Task<(int ExitCode, string Output)> TryRunAsServerUserAsync(string program, params string[] arguments) =>
        TryRunAsync([.. Prefix, program, .. arguments]);

    public static Task<(int ExitCode, string Output)> TryRunAsync(string program, string[] arguments) => TryRunAsync([program, .. arguments]);

    /// <summary>Gives a folder to the server's user, who must be able to reach it.</summary>
    public static async Task HandOverAsync(string folder)
    {
        if (OtherUser is { } user && await TryRunAsync("chown", ["-R", $"{user}:{Group(user)}", folder]) is { ExitCode: not 0 } failed)
        {
            throw new InvalidOperationException($"{folder} cannot be given to {user}:\n{failed.Output}");
        }
    }

    private static async Task<(int ExitCode, string Output)> TryRunAsync(IReadOnlyList<string> words)
    {
        using var process = Process.Start(StartInfo(words))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(DurationMax);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', words)} did not end within {DurationMax}.");
        }

        return (process.ExitCode, await output + await error);
    }

    private static string? FindOtherUser()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        return Array.Find(Users, user => IdOf("-u", user) is not null)
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.");
    }

    private static string Group(string user) => IdOf("-gn", user)!;

    private static string? IdOf(string what, string user)
    {
        var (exitCode, output) = Task.Run(() => TryRunAsync("id", [what, user])).GetAwaiter().GetResult();
        return exitCode == 0 ? output.Trim() : null;
    }

    private static bool HasProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, name)));
}
