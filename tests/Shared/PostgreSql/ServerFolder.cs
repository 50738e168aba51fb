using System.Diagnostics;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>
/// A temporary folder of a private server, with a warden: a shell that waits for the end of its standard input, which comes when the owner
/// closes it or dies in whatever way, then ends the server at once and removes the folder.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    // $1: the folder. Ignored signals are ignored by `cat` too, so that Ctrl-C in a terminal does not end the warden before its owner.
    private const string Script =
        """
        trap '' INT TERM HUP
        cat >/dev/null
        pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
        tries=0
        while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
        [ "$tries" -lt 100 ] || kill -KILL "$pid"
        rm -rf "$1"
        """;

    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(15);

    private readonly Process _warden;

    private ServerFolder(string path, Process warden)
    {
        Path = path;
        _warden = warden;
    }

    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    public string LogFile => System.IO.Path.Combine(Path, "log");

    public static async Task<ServerFolder> CreateAsync()
    {
        // The server's user removes its contents; the folder itself lies where only its creator may remove it.
        var path = Directory.CreateTempSubdirectory("walletcore-pg-").FullName;
        await ServerCommand.HandOverAsync(path);
        var warden = Process.Start(ServerCommand.StartInfo([.. ServerCommand.Prefix, "/bin/sh", "-c", Script, "warden", path]))!;
        return new ServerFolder(path, warden);
    }

    /// <summary>Ends the server and removes the folder; returns when both are done.</summary>
    public void Dispose()
    {
        _warden.StandardInput.Close();
        if (!_warden.WaitForExit(EndMax))
        {
            _warden.Kill();
        }

        _warden.Dispose();
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
