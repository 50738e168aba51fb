using Npgsql;

namespace WalletCore.PostgreSql.Connections;

/// <summary>
/// How many connections may hold shifts: half of the pool, because a shift is of use only to a writer who gets a connection beside it. Thread safe.
/// </summary>
internal sealed class ShiftConnections(NpgsqlConnectionStringBuilder settings)
{
    private int _left = settings.Pooling ? settings.MaxPoolSize / 2 : int.MaxValue;
    private volatile bool _isDenied;

    /// <summary>Counts one more; false where there are enough, or the role has no right to any.</summary>
    public bool TryBegin()
    {
        if (_isDenied)
        {
            return false;
        }

        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        End();
        return false;
    }

    public void End() => Interlocked.Increment(ref _left);

    /// <summary>Remembers where the role may not lock the row, so that it is not asked for again and again.</summary>
    public void Failed(WalletStoreException failure) =>
        _isDenied |= failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };
}
