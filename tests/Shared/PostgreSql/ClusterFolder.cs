using System.Diagnostics;
using System.Globalization;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>
/// The temporary folder of one cluster. No server outlives the process that made it: a watchdog ends it when the process is gone, however that
/// went, and the next process that makes a cluster ends whatever was left by those whose watchdog was killed too.
/// </summary>
internal sealed class ClusterFolder : IDisposable
{
    internal const string Prefix = "walletcore-pg-";
    internal const string OwnerFile = "owner";

    /// <summary>
    /// Waits for the end of its input, which is the end of the process that holds the other end; then ends the server. While the cluster is
    /// being made, the number in the file is negative, and would name a group of processes.
    /// </summary>
    private const string Watchdog = """
        trap '' INT TERM HUP
        cat >/dev/null
        for round in 1 2 3 4 5 6 7 8 9 10; do
          pid=$(head -n 1 "$1/data/postmaster.pid")
          [ "${pid:-0}" -gt 0 ] && kill -QUIT "$pid"
          rm -rf "$1" && exit 0
          sleep 0.2
        done
        """;

    /// <summary>A folder younger than this may not have its owner's number yet.</summary>
    private static readonly TimeSpan BirthMax = TimeSpan.FromMinutes(1);

    private static readonly Lazy<bool> LeftoversOnce = new(RemoveLeftovers);

    private readonly Process? _watchdog;

    private ClusterFolder(string path)
    {
        Path = path;
        File.WriteAllText(System.IO.Path.Combine(path, OwnerFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        ServerUser.Own(path);
        if (!OperatingSystem.IsWindows())
        {
            var start = new ProcessStartInfo("/bin/sh")
            {
                ArgumentList = { "-c", Watchdog, "watchdog", path },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            _watchdog = Process.Start(start);
        }
    }

    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Log => System.IO.Path.Combine(Path, "log.txt");

    /// <summary>The server's process, while there is one.</summary>
    public int? ServerProcess => ProcessIn(Data);

    /// <param name="parent">Where it is made; null: the system's folder for temporary files.</param>
    public static ClusterFolder Create(string? parent = null)
    {
        _ = LeftoversOnce.Value;
        return new ClusterFolder(parent is null
            ? Directory.CreateTempSubdirectory(Prefix).FullName
            : Directory.CreateDirectory(System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName())).FullName);
    }

    /// <summary>Deletes the folder. The server must have ended.</summary>
    public void Dispose()
    {
        Delete(Path);
        _watchdog?.StandardInput.Close();
        _watchdog?.WaitForExit();
        _watchdog?.Dispose();
    }

    /// <summary>Ends the servers and deletes the folders of processes that are gone.</summary>
    internal static bool RemoveLeftovers()
    {
        foreach (var folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(Prefix + "*"))
        {
            try
            {
                if (IsLeftover(folder))
                {
                    var data = System.IO.Path.Combine(folder.FullName, "data");
                    if (ProcessIn(data) is { } server && IsServerOf(server, data))
                    {
                        using var process = Process.GetProcessById(server);
                        process.Kill();
                        process.WaitForExit();
                    }

                    Delete(folder.FullName);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // Another user's, or another process is removing it at this moment.
            }
        }

        return true;
    }

    private static bool IsLeftover(DirectoryInfo folder)
    {
        var owner = new FileInfo(System.IO.Path.Combine(folder.FullName, OwnerFile));
        if (!owner.Exists || !int.TryParse(File.ReadAllText(owner.FullName), CultureInfo.InvariantCulture, out var id))
        {
            return DateTime.UtcNow - folder.CreationTimeUtc > BirthMax;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            // The number may have gone to another process since.
            return process.StartTime.ToUniversalTime() > owner.LastWriteTimeUtc + TimeSpan.FromSeconds(5);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static int? ProcessIn(string data)
    {
        try
        {
            return int.TryParse(File.ReadLines(System.IO.Path.Combine(data, "postmaster.pid")).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The number may have gone to another process since; where nobody can tell, nothing is ended.</summary>
    private static bool IsServerOf(int process, string data)
    {
        var commandLine = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cmdline";
        return File.Exists(commandLine) && File.ReadAllText(commandLine).Split('\0').Contains(data, StringComparer.Ordinal);
    }

    /// <summary>A server that was just killed may still be writing its last files.</summary>
    private static void Delete(string path)
    {
        for (var attempt = 1; Directory.Exists(path); attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && attempt < 20)
            {
                Thread.Sleep(50);
            }
        }
    }
}
