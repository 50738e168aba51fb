namespace WalletCore.Tests.Shared;

/// <summary>The folder that holds <c>WalletCore.sln</c>, found upwards from the test assembly, else from the working directory.</summary>
internal static class RepositoryRoot
{
    private const string Marker = "WalletCore.sln";

    public static string Path { get; } =
        Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
        ?? throw new InvalidOperationException(
            $"No {Marker} above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}: run the tests from the repository.");

    /// <summary>An absolute path from a path relative to the repository, written with slashes.</summary>
    public static string File(string relativePath) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, relativePath));

    /// <summary>The path relative to the repository, with slashes on every platform.</summary>
    public static string Relative(string absolutePath) =>
        System.IO.Path.GetRelativePath(Path, absolutePath).Replace('\\', '/');

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
