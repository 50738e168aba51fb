using System.Diagnostics;
using System.Globalization;

namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>A disk of a few megabytes in memory, which a test can fill and empty.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<string?> MissingOnce = new(static () =>
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "a small disk to fill needs Linux and root, to mount a tmpfs";
        }

        var folder = Directory.CreateTempSubdirectory("walletcore-disk-").FullName;
        try
        {
            return TryMount(folder, 1) ? null : "a small disk to fill needs the right to mount a tmpfs";
        }
        finally
        {
            Run("umount", folder);
            Directory.Delete(folder);
        }
    });

    private SmallDisk(string path) => Path = path;

    /// <summary>Why this machine cannot have one, or null.</summary>
    public static string? Missing => MissingOnce.Value;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static SmallDisk Mount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("walletcore-disk-").FullName;
        Assert.True(TryMount(folder, megabytes));
        return new SmallDisk(folder);
    }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var octets = new byte[1 << 16]; octets.Length > 0;)
        {
            try
            {
                file.Write(octets);
            }
            catch (IOException)
            {
                octets = new byte[octets.Length / 2];
            }
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        // Lazily: where a server that a failed test left still uses it, it goes when that does.
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool TryMount(string folder, int megabytes) =>
        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>Skipped where there is no server, or no right to mount a disk: that cannot be installed, so it is never required.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = (Requirement.RequireAll ? null : PrivatePostgreSqlServer.Missing) ?? SmallDisk.Missing;
}
