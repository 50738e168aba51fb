using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace WalletCore.Packaging.Tests;

/// <summary>The console app in tests/WalletCore.Aot.App, published with every trim and AOT warning an error, then run.</summary>
[Trait("Category", "Slow")]
public sealed partial class AotTests : IDisposable
{
    /// <summary>
    /// Its version at the floor is not annotated; it reflects over Windows Store folders and its native bundle, and the
    /// library needs neither (it initializes SQLitePCLRaw itself).
    /// </summary>
    private static readonly string[] PackagesThatMayWarn = ["Microsoft.Data.Sqlite"];

    private readonly string folder = Directory.CreateTempSubdirectory("walletcore-aot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SlowFact]
    public Task Trimmed_and_without_dynamic_code_it_runs() => PublishAndRunAsync("Trimmed");

    [NativeAotFact]
    public Task Compiled_ahead_of_time_it_runs()
    {
        Assert.True(NativeAot.Linker is not null, NativeAot.NoLinker);
        return PublishAndRunAsync("Native");
    }

    private async Task PublishAndRunAsync(string mode)
    {
        string[] linker = mode == "Native" ? [$"-p:CppCompilerAndLinker={NativeAot.Linker}"] : [];
        var published = await Command.DotnetAsync(
            RepositoryRoot.Path,
            [
                "publish", NativeAot.ProjectFile, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-nodeReuse:false", "-warnaserror", "-warnnotaserror:IL2104;IL3053",
                $"-p:SmokeMode={mode}", "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", Path.Combine(folder, "out"), .. linker,
            ]);
        Assert.Empty(PackageWarning().Matches(published.OrFail()).Select(match => match.Groups["assembly"].Value).Except(PackagesThatMayWarn));

        var ran = await Command.RunAsync(Path.Combine(folder, "out", "WalletCore.Aot.App"), folder);

        Assert.Equal("OK\n", ran.OrFail());
    }

    [GeneratedRegex(@"IL(2104|3053): Assembly '(?<assembly>[^']+)'")]
    private static partial Regex PackageWarning();
}
