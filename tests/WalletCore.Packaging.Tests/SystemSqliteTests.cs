namespace WalletCore.Packaging.Tests;

/// <summary>The console app in tests/WalletCore.SystemSqlite.App: the store on the operating system's SQLite instead of the packaged one.</summary>
[Trait("Category", "Slow")]
public sealed class SystemSqliteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("walletcore-system-sqlite-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SystemSqliteFact]
    public async Task The_store_works_on_the_version_that_the_system_has()
    {
        var project = RepositoryRoot.File("tests/WalletCore.SystemSqlite.App/WalletCore.SystemSqlite.App.csproj");
        var system = (await Command.RunAsync("sqlite3", folder, "--version")).OrFail().Split(' ', 2)[0];
        var built = await Command.DotnetAsync(
            RepositoryRoot.Path, "build", project, "-nodeReuse:false", "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", Path.Combine(folder, "out"));
        built.OrFail();

        var ran = await Command.DotnetAsync(folder, Path.Combine(folder, "out", "WalletCore.SystemSqlite.App.dll"));

        Assert.Equal($"{system}\nOK\n", ran.OrFail());
        Assert.True(Version.Parse(system) > new Version(3, 36), $"{system} is not newer than what the package brings, so this shows nothing.");
    }
}

/// <summary>Skipped where the system has no SQLite of its own, or no shell to ask for its version.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemSqliteFactAttribute : FactAttribute
{
    public SystemSqliteFactAttribute() => Skip = Reason();

    private static string? Reason() =>
        !SlowFactAttribute.Enabled ? SlowFactAttribute.SkippedBecause
        : !OperatingSystem.IsLinux() ? "the test asks the shell sqlite3 and libsqlite3.so.0, which are Linux's"
        : Programs.WhyLeftOut(Programs.SqliteShell);
}
