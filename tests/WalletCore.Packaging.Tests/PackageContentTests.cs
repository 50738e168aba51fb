using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace WalletCore.Packaging.Tests;

[Trait("Category", "Slow")]
[Collection(PackedPackages.Collection)]
public sealed class PackageContentTests(PackedPackages packages)
{
    [SlowFact]
    public void Every_project_under_src_makes_a_package_and_its_symbols() =>
        Assert.Equal(
            PackedPackages.Names.SelectMany(name => new[] { packages.PackageFile(name), packages.SymbolsFile(name) }).Order(StringComparer.Ordinal),
            Directory.GetFiles(packages.Feed).Order(StringComparer.Ordinal));

    [SlowFact]
    public void A_package_holds_the_library_its_documentation_its_page_and_nothing_else()
    {
        Assert.NotEmpty(PackedPackages.Names);
        foreach (var name in PackedPackages.Names)
        {
            Assert.Equal(
                ["PACKAGE.md", $"{name}.nuspec", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"],
                Contents(packages.PackageFile(name)));
            Assert.Equal([$"{name}.nuspec", $"lib/net10.0/{name}.pdb"], Contents(packages.SymbolsFile(name)));
        }
    }

    [SlowFact]
    public void A_package_says_what_it_is_and_under_which_licence()
    {
        foreach (var name in PackedPackages.Names)
        {
            var metadata = Metadata(name);
            string Value(string element) => Element(metadata, element)?.Value ?? "";

            Assert.Equal(name, Value("id"));
            Assert.Equal(packages.Version, Value("version"));
            Assert.Equal("expression", Element(metadata, "license")?.Attribute("type")?.Value);
            Assert.Equal("MIT", Value("license"));
            Assert.Equal("PACKAGE.md", Value("readme"));
            Assert.NotEqual("", Value("authors"));
            Assert.NotEqual("", Value("tags"));
            Assert.NotEqual("Package Description", Value("description"));
            Assert.StartsWith($"# {name}\n", Text(packages.PackageFile(name), "PACKAGE.md"), StringComparison.Ordinal);
        }
    }

    [SlowFact]
    public void A_package_depends_on_what_its_project_references_and_on_no_build_tool()
    {
        foreach (var name in PackedPackages.Names)
        {
            var groups = Metadata(name).Descendants().Where(element => element.Name.LocalName == "group").ToList();
            var group = Assert.Single(groups);

            Assert.Equal("net10.0", group.Attribute("targetFramework")?.Value);
            Assert.Equal(
                References(name).Order(StringComparer.Ordinal),
                group.Elements().Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
            Assert.All(
                group.Elements().Where(dependency => PackedPackages.Names.Contains(dependency.Attribute("id")!.Value)),
                dependency => Assert.Equal(packages.Version, dependency.Attribute("version")!.Value));
        }
    }

    [SlowFact]
    public void A_package_does_not_tell_where_it_was_built()
    {
        foreach (var name in PackedPackages.Names)
        {
            AssertNoPath(packages.PackageFile(name), $"lib/net10.0/{name}.dll");
            AssertNoPath(packages.SymbolsFile(name), $"lib/net10.0/{name}.pdb");
        }

        static void AssertNoPath(string package, string entry) =>
            Assert.DoesNotContain(RepositoryRoot.Path, Text(package, entry, Encoding.Latin1), StringComparison.Ordinal);
    }

    /// <summary>The entries that somebody put there; the rest is the container format's own.</summary>
    private static IEnumerable<string> Contents(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        return
        [
            .. zip.Entries.Select(entry => entry.FullName)
                .Where(entry => entry is not ("[Content_Types].xml" or "_rels/.rels"))
                .Where(entry => !entry.StartsWith("package/services/metadata/core-properties/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Text(string package, string entry, Encoding? encoding = null)
    {
        using var zip = ZipFile.OpenRead(package);
        using var reader = new StreamReader(zip.GetEntry(entry)!.Open(), encoding ?? Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> References(string name)
    {
        var project = XDocument.Load(PackedPackages.ProjectFiles.Single(file => Path.GetFileNameWithoutExtension(file) == name));
        var packages = project.Descendants("PackageReference")
            .Where(reference => !string.Equals(reference.Attribute("PrivateAssets")?.Value, "all", StringComparison.OrdinalIgnoreCase))
            .Select(reference => reference.Attribute("Include")!.Value);
        var projects = project.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        return packages.Concat(projects);
    }

    private static XElement? Element(XElement metadata, string name) =>
        metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private XElement Metadata(string name) => XDocument.Parse(Text(packages.PackageFile(name), $"{name}.nuspec")).Root!.Elements().Single();
}
