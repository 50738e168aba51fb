namespace WalletCore.Tests.Shared;

/// <summary>Finds the file on disk behind a path that the compiler wrote.</summary>
/// <remarks>
/// A deterministic build maps source roots (<c>/_/tests/…</c>), so <c>[CallerFilePath]</c> may name a file that does not
/// exist. Its tail still does, below the repository root: the longest tail that names a file wins.
/// </remarks>
internal static class SourcePath
{
    public static string Resolve(string callerFilePath, string repositoryRoot)
    {
        if (File.Exists(callerFilePath))
        {
            return callerFilePath;
        }

        var segments = callerFilePath.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        for (var skipped = 0; skipped < segments.Length; skipped++)
        {
            var candidate = Path.Combine([repositoryRoot, .. segments[skipped..]]);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new FileNotFoundException(
            $"The source file '{callerFilePath}' is neither on this machine nor below '{repositoryRoot}'.", callerFilePath);
    }
}
