using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace WalletCore.Tests.Shared;

/// <summary>Compares a text with <c>Class.Method.verified.txt</c> beside the test (Verify's file conventions).</summary>
/// <remarks>
/// On a mismatch what was seen is written to <c>Class.Method.received.txt</c>, which git ignores, and the failure names the
/// first differing line. <c>WALLETCORE_ACCEPT=1</c> makes the received text the verified one; read the diff before you commit it.
/// </remarks>
internal static class Snapshot
{
    public const string AcceptVariable = "WALLETCORE_ACCEPT";

    /// <param name="received">What the test saw. Line ends and trailing line ends do not count.</param>
    /// <param name="variant">Tells several snapshots of one method apart: <c>Class.Method.variant.verified.txt</c>.</param>
    public static void Match(
        string received,
        string? variant = null,
        [CallerFilePath] string callerFilePath = "",
        [CallerMemberName] string method = "")
    {
        var testFile = SourcePath.Resolve(callerFilePath, RepositoryRoot.Path);
        var testClass = Path.GetFileNameWithoutExtension(testFile);
        var stem = Path.Combine(
            Path.GetDirectoryName(testFile)!,
            variant is null ? $"{testClass}.{method}" : $"{testClass}.{method}.{variant}");
        var accept = Environment.GetEnvironmentVariable(AcceptVariable) == "1";

        if (Compare(received, stem + ".verified.txt", stem + ".received.txt", accept) is { } difference)
        {
            throw new XunitException(difference);
        }
    }

    /// <summary>Null when the texts agree or the received one was accepted, else what to tell the developer.</summary>
    internal static string? Compare(string received, string verifiedFile, string receivedFile, bool accept)
    {
        var seen = Normalize(received);
        var expected = File.Exists(verifiedFile) ? Normalize(File.ReadAllText(verifiedFile)) : null;

        if (seen == expected || accept)
        {
            if (seen != expected)
            {
                File.WriteAllText(verifiedFile, seen + "\n");
            }

            File.Delete(receivedFile);
            return null;
        }

        File.WriteAllText(receivedFile, seen + "\n");
        return expected is null
            ? $"""
               There is no snapshot {Path.GetFileName(verifiedFile)} yet.
               Received: {receivedFile}
               Read it, then accept it by running the test with {AcceptVariable}=1.
               """
            : $"""
               The snapshot {Path.GetFileName(verifiedFile)} differs {FirstDifference(expected, seen)}
               Received: {receivedFile}
               If the change is meant, accept it by running the test with {AcceptVariable}=1.
               """;
    }

    private static string FirstDifference(string expected, string seen)
    {
        var verified = expected.Split('\n');
        var received = seen.Split('\n');
        var line = 0;
        while (line < verified.Length && line < received.Length && verified[line] == received[line])
        {
            line++;
        }

        return $"""
                at line {line + 1}:
                  verified: {Line(verified, line)}
                  received: {Line(received, line)}
                """;
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(the text ends here)";

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
