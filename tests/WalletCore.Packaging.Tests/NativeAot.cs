using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace WalletCore.Packaging.Tests;

/// <summary>What native compilation needs from the machine, and what is missing of it, by name.</summary>
internal static partial class NativeAot
{
    public const string NoLinker = "native AOT needs clang or gcc in PATH: scripts/test.sh installs one";

    private static readonly Lazy<IReadOnlyList<string>> MissingPackagesOnce = new(FindMissingPackages);

    public static string ProjectFile { get; } = RepositoryRoot.File("tests/WalletCore.Aot.App/WalletCore.Aot.App.csproj");

    public static string? Linker { get; } = OperatingSystem.IsWindows() ? "link" : FirstInPath("clang", "gcc");

    /// <summary>The packages of the native compiler that no configured source has; empty when restore succeeds.</summary>
    public static IReadOnlyList<string> MissingPackages => MissingPackagesOnce.Value;

    private static List<string> FindMissingPackages()
    {
        var scratch = Directory.CreateTempSubdirectory("walletcore-aot-restore-");
        try
        {
            var restored = Task.Run(() => Command.DotnetAsync(
                RepositoryRoot.Path,
                "restore", ProjectFile, "-r", RuntimeInformation.RuntimeIdentifier, "-nodeReuse:false", "-p:SmokeMode=Native",
                "--artifacts-path", scratch.FullName)).GetAwaiter().GetResult();
            return [.. NotFound().Matches(restored.Output).Select(match => match.Groups["id"].Value).Distinct().Order(StringComparer.Ordinal)];
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string? FirstInPath(params string[] programs) =>
        programs.FirstOrDefault(program => (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program))));

    [GeneratedRegex(@"error NU110[123]: Unable to find (?:a stable )?package (?<id>[\w.-]*\w)")]
    private static partial Regex NotFound();
}

/// <summary>
/// Skipped when a package of the native compiler is at no source, because nothing on this machine could then install it.
/// A missing linker can be installed: without one the test is skipped, but fails where all tests are required.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeAotFactAttribute : FactAttribute
{
    public NativeAotFactAttribute() => Skip = Reason();

    private static string? Reason()
    {
        if (!SlowFactAttribute.Enabled)
        {
            return SlowFactAttribute.SkippedBecause;
        }

        if (NativeAot.Linker is null && !Requirement.RequireAll)
        {
            return NativeAot.NoLinker;
        }

        return NativeAot.MissingPackages.Count == 0
            ? null
            : $"native AOT needs packages that no package source of this machine has: {string.Join(", ", NativeAot.MissingPackages)}";
    }
}
