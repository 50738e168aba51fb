using System.Runtime.InteropServices;

namespace WalletCore.Packaging.Tests;

/// <summary>The console app in tests/WalletCore.Aot.App, published with every trim and AOT warning an error, then run.</summary>
[Trait("Category", "Slow")]
public sealed class AotTests : IDisposable
{
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
                "publish", NativeAot.ProjectFile, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-nodeReuse:false", "-warnaserror",
                $"-p:SmokeMode={mode}", "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", Path.Combine(folder, "out"), .. linker,
            ]);
        published.OrFail();

        var ran = await Command.RunAsync(Path.Combine(folder, "out", "WalletCore.Aot.App"), folder);

        Assert.Equal("OK\n", ran.OrFail());
    }
}
