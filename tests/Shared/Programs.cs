namespace WalletCore.Tests.Shared;

/// <summary>Programs of the machine that a test runs by their name.</summary>
internal static class Programs
{
    /// <summary>The shell of SQLite.</summary>
    public const string SqliteShell = "sqlite3";

    /// <summary>Whether a program of that name is found on PATH.</summary>
    public static bool Has(string program)
    {
        var file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(path => File.Exists(Path.Combine(path, file)));
    }

    /// <summary>Why a test that needs the program is left out; null where it is there, or where nothing may be left out.</summary>
    public static string? WhyLeftOut(string program) =>
        Has(program) || Requirement.RequireAll ? null : $"the program {program} is not on PATH";
}
