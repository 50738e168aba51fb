using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>A wire between the library and the server, which the test may cut.</summary>
internal sealed class CuttingProxy : IDisposable
{
    /// <summary>What the server sends when a transaction is committed: CommandComplete, its length, "COMMIT".</summary>
    private static readonly byte[] CommitDone = [(byte)'C', 0, 0, 0, 11, .. "COMMIT\0"u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Wire, bool> _wires = new();
    private readonly int _serverPort;
    private Func<Task>? _atCommit;
    private Func<long>? _length;
    private int _cutCount;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut so far.</summary>
    public int CutCount => Volatile.Read(ref _cutCount);

    /// <summary>
    /// Cuts a connection, once, when the server has committed and before its answer passes. Whoever sent the COMMIT cannot know.
    /// </summary>
    /// <param name="before">Done while the answer is held back.</param>
    public void CutAtNextCommit(Func<Task>? before = null) => Volatile.Write(ref _atCommit, before ?? (static () => Task.CompletedTask));

    /// <summary>Cuts each connection made from now on after so many octets, counting both directions; null: no longer.</summary>
    public void CutAfter(Func<long>? length) => Volatile.Write(ref _length, length);

    /// <summary>Passes nothing on any more over the connections that are there, and says nothing: a host that fell off the network.</summary>
    public void Silence()
    {
        foreach (var wire in _wires.Keys)
        {
            wire.IsSilent = true;
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        foreach (var wire in _wires.Keys)
        {
            wire.Cut();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ConnectAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var wire = new Wire(client, server, Volatile.Read(ref _length)?.Invoke() ?? long.MaxValue);
        _wires.TryAdd(wire, true);
        try
        {
            client.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            await await Task.WhenAny(PassAsync(wire, client, server, fromServer: false), PassAsync(wire, server, client, fromServer: true));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of the two is gone: so is the other, as far as it is concerned.
        }
        finally
        {
            wire.Cut();
            _wires.TryRemove(wire, out _);
        }
    }

    private async Task PassAsync(Wire wire, Socket from, Socket to, bool fromServer)
    {
        var buffer = new byte[1 << 14];
        int count;
        while ((count = await from.ReceiveAsync(buffer)) > 0)
        {
            if (wire.IsSilent)
            {
                continue;
            }

            if (fromServer && buffer.AsSpan(0, count).IndexOf(CommitDone) >= 0 && Interlocked.Exchange(ref _atCommit, null) is { } before)
            {
                await before();
                Interlocked.Increment(ref _cutCount);
                return;
            }

            var left = wire.Take(count);
            await to.SendAsync(buffer.AsMemory(0, left));
            if (left < count)
            {
                Interlocked.Increment(ref _cutCount);
                return;
            }
        }
    }

    private sealed class Wire(Socket client, Socket server, long length)
    {
        private long _passed;

        public bool IsSilent { get; set; }

        /// <summary>How many of so many octets may still pass.</summary>
        public int Take(int count)
        {
            var before = Interlocked.Add(ref _passed, count) - count;
            return (int)Math.Clamp(length - before, 0, count);
        }

        /// <summary>At once, with whatever was under way: a reset, not a farewell.</summary>
        public void Cut()
        {
            foreach (var socket in (Socket[])[client, server])
            {
                if (socket.Connected)
                {
                    socket.LingerState = new LingerOption(true, 0);
                }

                socket.Dispose();
            }
        }
    }
}
