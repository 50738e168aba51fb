using System.Diagnostics;
using System.Globalization;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>Finds the processes of a server.</summary>
internal static class ServerProcesses
{
    /// <summary>Those that a process has started and that run; none where the system does not tell.</summary>
    public static IEnumerable<int> ChildrenOf(int process)
    {
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && ParentOf(folder) == process)
            {
                yield return id;
            }
        }
    }

    /// <summary>Null where it has ended.</summary>
    public static Process? TryGet(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The fourth field of <c>stat</c>; the second, a name in parentheses, may hold blanks.</summary>
    private static int? ParentOf(string procFolder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(procFolder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended.
        }
    }
}
