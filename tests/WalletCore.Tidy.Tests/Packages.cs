using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace WalletCore.Tidy.Tests;

/// <summary>A project under src and the assembly that it builds.</summary>
internal sealed record Package(string Name, string ProjectFile, Assembly Assembly);

internal static class Packages
{
    public static IReadOnlyList<Package> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new Package(
                Path.GetFileNameWithoutExtension(file),
                RepositoryRoot.Relative(file),
                Assembly.Load(new AssemblyName(AssemblyNameOf(file))))),
    ];

    /// <summary>A type that somebody wrote, not one that the compiler added.</summary>
    public static bool IsWritten(Type type) =>
        type.Namespace?.StartsWith("WalletCore", StringComparison.Ordinal) == true
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string AssemblyNameOf(string projectFile) =>
        XDocument.Load(projectFile).Descendants("AssemblyName").FirstOrDefault()?.Value
        ?? Path.GetFileNameWithoutExtension(projectFile);
}
