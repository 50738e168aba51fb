using System.ComponentModel;
using System.Diagnostics;

namespace WalletCore.Crash.Tests.Support;

/// <summary>A file system of a few MiB in memory, mounted on a folder of its own.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallDisk(int kibibytes) => Require("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k,mode=777", "walletcore", _folder.Path);

    public string File(string name) => _folder.File(name);

    public void Resize(int kibibytes) => Require("mount", "-o", $"remount,size={kibibytes}k", _folder.Path);

    public void SetReadOnly(bool isReadOnly) => Require("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", _folder.Path);

    public void Dispose()
    {
        _ = TryRun("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    /// <summary>Whether this user may mount.</summary>
    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Environment.UserName == "root" && TryMount();

    private static bool TryMount()
    {
        using var folder = new TemporaryFolder();
        return TryRun("mount", "-t", "tmpfs", "-o", "size=64k", "walletcore", folder.Path) && TryRun("umount", "-l", folder.Path);
    }

    private static void Require(params string[] words) => Assert.True(TryRun(words), string.Join(' ', words));

    private static bool TryRun(params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that mounts a file system of its own: skipped by name where this user may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = SmallDisk.IsPossible ? null : "needs root on Linux: mounts a small tmpfs";
}

/// <summary>A test that runs the program as a user with fewer rights: skipped by name where that cannot be done.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OtherUserTheoryAttribute : TheoryAttribute
{
    public const int User = 65_534;

    public OtherUserTheoryAttribute() => Skip = OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/setpriv")
        ? null
        : "needs root on Linux and setpriv: runs the program as another user";
}
