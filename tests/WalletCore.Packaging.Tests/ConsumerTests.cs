using System.Xml.Linq;

namespace WalletCore.Packaging.Tests;

/// <summary>A stranger's console project, outside the repository, that knows only the packages.</summary>
[Trait("Category", "Slow")]
[Collection(PackedPackages.Collection)]
public sealed class ConsumerTests(PackedPackages packages)
{
    private const string ConsumerFolder = "tests/WalletCore.Packaging.Tests/consumer";

    /// <summary>The container that a host brings along, in the version that the repository's own tests use.</summary>
    private static string ContainerVersion => XDocument.Load(RepositoryRoot.File("Directory.Packages.props"))
        .Descendants("MicrosoftExtensionsRecent").Single().Value;

    [SlowFact]
    public async Task A_fresh_console_project_restores_builds_and_runs()
    {
        var project = packages.Scratch("consumer");
        var global = await Command.DotnetAsync(project, "nuget", "locals", "global-packages", "--list");
        Write(Path.Combine(project, "nuget.config"), Sources(global.OrFail().Split(": ", 2)[1].Trim()));
        Write(Path.Combine(project, "consumer.csproj"), Project());
        await File.WriteAllTextAsync(
            Path.Combine(project, "Program.cs"),
            await File.ReadAllTextAsync(RepositoryRoot.File($"{ConsumerFolder}/Program.cs.txt")));

        var built = await Command.DotnetAsync(project, "build", "-c", "Release", "-nodeReuse:false", "-warnaserror", "-o", "out");
        built.OrFail();
        var ran = await Command.DotnetAsync(project, Path.Combine("out", "consumer.dll"));

        Assert.Equal(
            (await File.ReadAllTextAsync(RepositoryRoot.File($"{ConsumerFolder}/expected-output.txt"))).ReplaceLineEndings("\n"),
            ran.OrFail());
    }

    /// <summary>
    /// The machine's sources are inherited. The packages folder is private, so that no cached WalletCore is used; everything
    /// else falls back to what the machine has already.
    /// </summary>
    private XElement Sources(string globalPackages) =>
        new(
            "configuration",
            new XElement("packageSources", Add("packed-walletcore", packages.Feed)),
            new XElement("fallbackPackageFolders", Add("machine", globalPackages)),
            new XElement("config", Add("globalPackagesFolder", packages.Scratch("consumer-packages"))));

    private XElement Project() =>
        new(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("OutputType", "Exe"),
                new XElement("TargetFramework", "net10.0"),
                new XElement("Nullable", "enable"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("RollForward", "Major"),
                new XElement("NuGetAudit", "false"),
                new XElement("NoWarn", "NETSDK1206")),
            new XElement(
                "ItemGroup",
                PackedPackages.Names.Select(name => new XElement(
                    "PackageReference",
                    new XAttribute("Include", name),
                    new XAttribute("Version", packages.Version))),
                new XElement(
                    "PackageReference",
                    new XAttribute("Include", "Microsoft.Extensions.DependencyInjection"),
                    new XAttribute("Version", ContainerVersion))));

    private static XElement Add(string key, string value) =>
        new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static void Write(string file, XElement content) => new XDocument(content).Save(file);
}
