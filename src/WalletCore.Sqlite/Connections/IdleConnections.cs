namespace WalletCore.Sqlite.Connections;

/// <summary>
/// The open connections that nobody uses at the moment, of all stores in the process, bounded: the longest unused one is closed when
/// another needs its place. So thousands of idle files share a fixed number of connections, and no timer is needed to close them.
/// </summary>
internal sealed class IdleConnections(int countMax)
{
    /// <summary>How many idle connections the process keeps.</summary>
    public const int ProcessCountMax = 64;

    private readonly Lock _gate = new();
    private readonly LinkedList<(object Slot, StoreConnection Connection)> _recentFirst = new();

    public static IdleConnections Process { get; } = new(ProcessCountMax);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _recentFirst.Count;
            }
        }
    }

    /// <summary>Takes the slot's most recently used connection; null when it has none.</summary>
    public StoreConnection? Take(object slot)
    {
        lock (_gate)
        {
            for (var node = _recentFirst.First; node is not null; node = node.Next)
            {
                if (ReferenceEquals(node.Value.Slot, slot))
                {
                    _recentFirst.Remove(node);
                    return node.Value.Connection;
                }
            }
        }

        return null;
    }

    /// <summary>Gives a connection back for its slot's next use.</summary>
    public void Put(object slot, StoreConnection connection)
    {
        StoreConnection? evicted = null;
        lock (_gate)
        {
            _recentFirst.AddFirst((slot, connection));
            if (_recentFirst.Count > countMax)
            {
                evicted = _recentFirst.Last!.Value.Connection;
                _recentFirst.RemoveLast();
            }
        }

        evicted?.Dispose();
    }
}
