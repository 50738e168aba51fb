using Npgsql;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>
/// How many connections may hold shifts: half of the pool, because a shift is of use only to a writer who gets a connection beside it. Thread safe.
/// </summary>
internal sealed class ShiftConnections(NpgsqlConnectionStringBuilder settings)
{
    private int _left = settings.Pooling ? settings.MaxPoolSize / 2 : int.MaxValue;

    /// <summary>Counts one more; false where there are enough.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        End();
        return false;
    }

    public void End() => Interlocked.Increment(ref _left);
}
