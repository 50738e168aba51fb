using Xunit.Sdk;

namespace WalletCore.Tidy.Tests;

internal static class Violations
{
    /// <summary>Fails with the whole list, because fixing one at a time is a waste of runs.</summary>
    public static void None(string rule, IEnumerable<string> found)
    {
        var all = found.ToList();
        if (all.Count > 0)
        {
            throw new XunitException($"{rule}\n  {string.Join("\n  ", all)}");
        }
    }
}
