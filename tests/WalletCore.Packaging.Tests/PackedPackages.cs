using System.Globalization;
using System.Xml.Linq;

namespace WalletCore.Packaging.Tests;

/// <summary>Every packable project, packed once for all tests into a folder of its own, under a version nobody has cached.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Collection = "packed packages";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("walletcore-pack-");

    public static IReadOnlyList<string> ProjectFiles { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => XDocument.Load(file).Descendants("IsPackable").FirstOrDefault()?.Value != "false")
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. ProjectFiles.Select(file => Path.GetFileNameWithoutExtension(file))];

    public string Version { get; } = "0.0.0-test." + TimeProvider.System.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);

    public string Feed => Path.Combine(folder.FullName, "feed");

    /// <summary>A folder outside the repository, so that none of its props reach a project there.</summary>
    public string Scratch(string name) => folder.CreateSubdirectory(name).FullName;

    public string PackageFile(string name) => Path.Combine(Feed, $"{name}.{Version}.nupkg");

    public string SymbolsFile(string name) => Path.Combine(Feed, $"{name}.{Version}.snupkg");

    public async Task InitializeAsync()
    {
        if (!SlowFactAttribute.Enabled)
        {
            return;
        }

        foreach (var project in ProjectFiles)
        {
            var packed = await Command.DotnetAsync(
                RepositoryRoot.Path,
                "pack", project, "-c", "Release", "-o", Feed, "-nodeReuse:false", "-v", "minimal",
                "--artifacts-path", Path.Combine(folder.FullName, "artifacts"),
                $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true");
            packed.OrFail();
        }
    }

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

[CollectionDefinition(PackedPackages.Collection)]
public sealed class PackedPackagesCollection : ICollectionFixture<PackedPackages>;
