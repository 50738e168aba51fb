using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>A cluster of the test's own, which it may kill, stop and start again. It ends with the process at the latest.</summary>
internal sealed class PrivatePostgreSqlServer : PostgreSqlServer, IDisposable
{
    private const string Superuser = "walletcore";
    private const int PortAttemptsMax = 5;
    private const int PortMin = 15_000;
    private const int PortMax = 32_000;
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);

    private readonly ClusterFolder _folder;
    private readonly string _password;

    private PrivatePostgreSqlServer(ClusterFolder folder, int port, string password)
        : base(Connection(port, password))
    {
        _folder = folder;
        _password = password;
        Port = port;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Why this machine has none, or null.</summary>
    public static new string? Missing { get; } = PostgreSqlInstallation.Found is not null
        ? null
        : $"there is no PostgreSQL {PostgreSqlInstallation.VersionMin.ToString(CultureInfo.InvariantCulture)} or newer: install it (scripts/test.sh does), name its programs' folder in "
            + $"{PostgreSqlInstallation.FolderVariable}, or a running server in {ConnectionVariable}";

    public int Port { get; }

    /// <summary>What the server has written so far.</summary>
    public string Log => File.Exists(_folder.Log) ? File.ReadAllText(_folder.Log) : "";

    private static PostgreSqlInstallation Installation =>
        PostgreSqlInstallation.Found ?? throw new InvalidOperationException(char.ToUpperInvariant(Missing![0]) + Missing[1..] + ".");

    /// <summary>Makes a cluster and starts it; it takes about two seconds.</summary>
    public static PrivatePostgreSqlServer Start(PostgreSqlServerOptions? options = null)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return Start(options ?? new PostgreSqlServerOptions(), password, folder =>
        {
            var passwordFile = Path.Combine(folder.Path, "password");
            File.WriteAllText(passwordFile, password);
            ServerUser.Own(passwordFile);
            ServerUser.Run(
                Installation.Program("initdb"),
                folder.Path,
                ["-D", folder.Data, "-U", Superuser, "-E", "UTF8", "--locale=C", "-A", "scram-sha-256", $"--pwfile={passwordFile}", "--no-sync"]);
            File.Delete(passwordFile);
        });
    }

    /// <summary>
    /// SIGKILL to the server and to every process of its: from one moment to the next, nothing runs and nobody says goodbye.
    /// </summary>
    public void Kill()
    {
        var server = _folder.ServerProcess ?? throw new InvalidOperationException("The server does not run.");
        var all = ServerProcesses.ChildrenOf(server).Prepend(server).Select(ServerProcesses.TryGet).OfType<Process>().ToList();
        foreach (var process in all)
        {
            process.Kill();
        }

        foreach (var process in all)
        {
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>Waits for nobody, and says so to those that are connected.</summary>
    public void Stop() => Control("stop", "-m", "fast");

    /// <summary>Starts it again on the same port, after <see cref="Kill"/> or <see cref="Stop"/>; it recovers first.</summary>
    public void Restart()
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Control("start", "-l", _folder.Log);
                return;
            }
            catch (InvalidOperationException) when (since.Elapsed < StartMax)
            {
                // A connection going out may hold the port, or the last process of the killed server its memory.
                Thread.Sleep(100);
            }
        }
    }

    /// <summary>A copy of this server that follows it, on a port of its own.</summary>
    /// <param name="name">Its <c>application_name</c>, for <c>synchronous_standby_names</c>.</param>
    public PrivatePostgreSqlServer StartStandby(string name, PostgreSqlServerOptions? options = null)
    {
        var settings = (options ?? new PostgreSqlServerOptions()).Settings.ToDictionary(StringComparer.Ordinal);
        settings["primary_conninfo"] = FormattableString.Invariant(
            $"'host=127.0.0.1 port={Port} user={Superuser} password={_password} application_name={name}'");
        return Start((options ?? new PostgreSqlServerOptions()) with { Settings = settings }, _password, folder =>
        {
            ServerUser.Run(
                Installation.Program("pg_basebackup"),
                folder.Path,
                ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", Superuser, "-D", folder.Data, "--checkpoint=fast", "--no-sync"],
                _password);
            File.WriteAllText(Path.Combine(folder.Data, "standby.signal"), "");
        });
    }

    /// <summary>Makes a standby the primary; it takes writes when this returns.</summary>
    public void Promote() => Control("promote");

    /// <summary>Puts the write-ahead log into another, empty folder. The server must have been stopped.</summary>
    public void MoveLogTo(string folder)
    {
        var log = Path.Combine(_folder.Data, "pg_wal");
        var target = Path.Combine(folder, "pg_wal");
        ServerUser.Own(folder);
        ServerUser.Run("cp", _folder.Path, ["-a", log, target]);
        Directory.Delete(log, recursive: true);
        File.CreateSymbolicLink(log, target);
    }

    /// <summary>Starts the server where it gave up; where it recovers by itself, waits until it has.</summary>
    public void EnsureRunning()
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                _ = Scalar("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (since.Elapsed < StartMax)
            {
                if (!IsRunning())
                {
                    Restart();
                }
            }
        }
    }

    /// <summary>Adds a line to <c>postgresql.conf</c> and has it read.</summary>
    public void Set(string name, string value)
    {
        File.AppendAllText(Path.Combine(_folder.Data, "postgresql.conf"), $"{name} = {value}\n");
        Control("reload");
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        End();
    }

    private static PrivatePostgreSqlServer Start(PostgreSqlServerOptions options, string password, Action<ClusterFolder> fill)
    {
        _ = Installation;
        var folder = ClusterFolder.Create(options.Folder);
        try
        {
            fill(folder);
            var configuration = Path.Combine(folder.Data, "postgresql.conf");
            for (var attempt = 1; ; attempt++)
            {
                var port = FreePort();
                File.AppendAllLines(configuration, options.Configuration(port));
                try
                {
                    Control(folder, "start", "-l", folder.Log);
                    return new PrivatePostgreSqlServer(folder, port, password);
                }
                catch (InvalidOperationException) when (attempt < PortAttemptsMax && File.ReadAllText(folder.Log).Contains("could not bind", StringComparison.Ordinal))
                {
                    // Somebody took the port between looking and starting.
                }
            }
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static string Connection(int port, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Superuser,
        Password = password,
        Database = "postgres",
    }.ConnectionString;

    /// <summary>Below what systems give to outgoing connections, so that none takes the port while the server is down.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(PortMin, PortMax);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: another.
            }
        }
    }

    private void Control(string verb, params string[] arguments) => Control(_folder, verb, arguments);

    private static void Control(ClusterFolder folder, string verb, params string[] arguments)
    {
        try
        {
            string[] waiting = verb == "reload" ? [] : ["-w", "-t", "30"];
            ServerUser.Run(Installation.Program("pg_ctl"), folder.Path, [verb, "-s", "-D", folder.Data, .. waiting, .. arguments]);
        }
        catch (InvalidOperationException e) when (File.Exists(folder.Log))
        {
            throw new InvalidOperationException($"{e.Message}\nThe end of its log:\n{string.Join('\n', File.ReadLines(folder.Log).TakeLast(20))}", e);
        }
    }

    private bool IsRunning()
    {
        using var process = _folder.ServerProcess is { } id ? ServerProcesses.TryGet(id) : null;
        return process is not null;
    }

    private void OnProcessExit(object? sender, EventArgs e) => End();

    private void End()
    {
        if (_folder.ServerProcess is not null)
        {
            try
            {
                Control("stop", "-m", "immediate");
            }
            catch (InvalidOperationException)
            {
                // It was killed, and only its file is still there.
            }
        }

        _folder.Dispose();
    }
}
