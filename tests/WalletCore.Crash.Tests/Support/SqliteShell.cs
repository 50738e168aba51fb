using System.Diagnostics;

namespace WalletCore.Crash.Tests.Support;

/// <summary>The program <c>sqlite3</c>, as somebody at a terminal uses it. Its SQLite is the system's, not the one that the library brings.</summary>
internal static class SqliteShell
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(1);

    /// <summary>Types the statements into the shell and waits until it has done them all.</summary>
    /// <returns>What the shell wrote.</returns>
    public static async Task<string> RunAsync(string file, string sql)
    {
        // Stops at the first mistake, and reads nobody's ~/.sqliterc.
        var start = new ProcessStartInfo(Programs.SqliteShell, ["-batch", "-bail", "-init", OperatingSystem.IsWindows() ? "NUL" : "/dev/null", file])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var shell = Process.Start(start)!;
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.StandardInput.WriteLineAsync(sql + ";");
        shell.StandardInput.Close();
        await shell.WaitForExitAsync().WaitAsync(PatienceMax);
        Assert.Equal("", await error);
        Assert.Equal(0, shell.ExitCode);
        return await output;
    }
}

/// <summary>A theory that edits a file with the program <c>sqlite3</c>: skipped by name where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SqliteShellTheoryAttribute : TheoryAttribute
{
    public SqliteShellTheoryAttribute() => Skip = Programs.WhyLeftOut(Programs.SqliteShell);
}
