using System.Diagnostics;
using System.Globalization;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>
/// Runs PostgreSQL's programs. They refuse to run as root: where the tests do, they run as user <c>postgres</c>, or <c>nobody</c> where there
/// is none.
/// </summary>
internal static class ServerUser
{
    private static readonly Lazy<(int User, int Group)?> OtherOnce = new(FindOther);

    /// <summary>Gives a folder or a file to the user that the server runs as.</summary>
    public static void Own(string path)
    {
        if (OtherOnce.Value is { } other)
        {
            Check("chown", Start(new ProcessStartInfo("chown"), [Invariant($"{other.User}:{other.Group}"), path], "/"));
        }
    }

    /// <summary>Runs one of the installation's programs to its end, and fails with what it said when it fails.</summary>
    /// <param name="password">For the programs that connect to a server.</param>
    public static void Run(string program, string workingFolder, IEnumerable<string> arguments, string? password = null)
    {
        var start = new ProcessStartInfo(program);
        if (OtherOnce.Value is { } other)
        {
            start.FileName = "setpriv";
            arguments = [Invariant($"--reuid={other.User}"), Invariant($"--regid={other.Group}"), "--clear-groups", "--", program, .. arguments];
        }

        if (password is not null)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        Check(program, Start(start, arguments, workingFolder));
    }

    private static (int ExitCode, string Said) Start(ProcessStartInfo start, IEnumerable<string> arguments, string workingFolder)
    {
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.WorkingDirectory = workingFolder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static void Check(string program, (int ExitCode, string Said) ended)
    {
        if (ended.ExitCode != 0)
        {
            throw new InvalidOperationException(Invariant($"{Path.GetFileName(program)} ended with {ended.ExitCode}:\n{ended.Said.Trim()}"));
        }
    }

    private static (int User, int Group)? FindOther()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var fields = users.Find(fields => fields[0] == "postgres") ?? users.Find(fields => fields[0] == "nobody")
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.");
        return (int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
