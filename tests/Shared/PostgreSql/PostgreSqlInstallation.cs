using System.Diagnostics;
using System.Globalization;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>The programs of a PostgreSQL server, version 15 or newer, that this machine has.</summary>
internal sealed class PostgreSqlInstallation
{
    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>; it goes before all others.</summary>
    public const string FolderVariable = "WALLETCORE_PG_BIN";

    public const int VersionMin = 15;

    private static readonly Lazy<PostgreSqlInstallation?> FoundOnce = new(Find);
    private readonly string _folder;

    private PostgreSqlInstallation(string folder, int version)
    {
        _folder = folder;
        Version = version;
    }

    /// <summary>Null where there is none.</summary>
    public static PostgreSqlInstallation? Found => FoundOnce.Value;

    /// <summary>The major version.</summary>
    public int Version { get; }

    public string Program(string name) => Path.Combine(_folder, WithExtension(name));

    private static PostgreSqlInstallation? Find()
    {
        foreach (var folder in Candidates().Where(folder => File.Exists(Path.Combine(folder, WithExtension("initdb")))))
        {
            // A link such as /usr/local/bin/initdb may stand alone; its target stands among the other programs.
            var initdb = new FileInfo(Path.Combine(folder, WithExtension("initdb")));
            var home = ((FileInfo?)initdb.ResolveLinkTarget(returnFinalTarget: true) ?? initdb).DirectoryName!;
            if (File.Exists(Path.Combine(home, WithExtension("pg_ctl"))) && VersionOf(home) is >= VersionMin and var version)
            {
                return new PostgreSqlInstallation(home, version);
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
        {
            yield return named;
            yield break;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }

        if (Output("pg_config", "--bindir") is { } fromConfig)
        {
            yield return fromConfig;
        }

        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        foreach (var version in versions.OrderByDescending(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var number) ? number : 0))
        {
            yield return Path.Combine(version, "bin");
        }
    }

    /// <summary>From "postgres (PostgreSQL) 15.8 (Debian …)" or "… 18beta1".</summary>
    private static int? VersionOf(string folder)
    {
        var digits = Output(Path.Combine(folder, WithExtension("postgres")), "--version")?
            .Split(' ').Select(word => string.Concat(word.TakeWhile(char.IsAsciiDigit))).FirstOrDefault(word => word.Length > 0);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static string? Output(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true })!;
            var text = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // The program is not there.
        }
    }

    private static string WithExtension(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
