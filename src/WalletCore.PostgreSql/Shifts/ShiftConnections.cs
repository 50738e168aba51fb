using Npgsql;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>
/// How many connections may hold shifts: half of the pool, because a shift is of use only to a writer who gets a connection beside it; and what the role has no
/// right to. Thread safe.
/// </summary>
internal sealed class ShiftConnections(NpgsqlConnectionStringBuilder settings)
{
    private int _left = settings.Pooling ? settings.MaxPoolSize / 2 : int.MaxValue;
    private volatile bool _isDenied;
    private volatile bool _areHandoversDenied;

    /// <summary>Whether handovers can be read and written, as far as is known.</summary>
    public bool HaveHandovers => !_areHandoversDenied;

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

    /// <summary>Remembers where the role lacks a right, so that it is not asked for again and again.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="withHandovers">
    /// Whether a handover was to be read or written. Then shifts go on without; if it was the row that may not be locked, the next failure tells.
    /// </param>
    public void Failed(WalletStoreException failure, bool withHandovers)
    {
        var isDenied = failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };
        _areHandoversDenied |= isDenied && withHandovers;
        _isDenied |= isDenied && !withHandovers;
    }
}
