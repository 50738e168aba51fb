using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace WalletCore.PostgreSql.Connections;

/// <summary>Statements that go to the server together and whose answers come back together. Used once.</summary>
internal sealed class RoundTrip(NpgsqlConnection connection)
{
    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<Action<NpgsqlDataReader>> _readers = [];
    private TimeSpan? _time;
    private int _settledAfter = int.MaxValue;

    /// <summary>How many statements there are.</summary>
    public int Count => _commands.Count;

    /// <summary>Lets the whole take that long; otherwise it may take what the connection says.</summary>
    public void AllowTime(TimeSpan time) => _time = time;

    /// <summary>Adds a statement that answers no rows. Its parameters follow with <see cref="Arguments"/>.</summary>
    public Arguments Run(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        _commands.Add(command);
        return new Arguments(command.Parameters);
    }

    /// <summary>Adds a statement whose rows are read one by one.</summary>
    public Arguments Read(string sql, Action<NpgsqlDataReader> row)
    {
        _readers.Add(row);
        return Run(sql);
    }

    /// <summary>Adds a statement whose rows do not matter.</summary>
    public Arguments Call(string sql) => Read(sql, static _ => { });

    /// <summary>Makes a transaction of its own of the statements, in which all see the same commit.</summary>
    public void InOneSnapshot()
    {
        WithLightPlans();
        _commands.Insert(0, new NpgsqlBatchCommand(SessionStatements.BeginSnapshot));
        Run(SessionStatements.Commit);
    }

    /// <summary>Keeps the plans of the statements light. They go together, so they are one transaction also where none is begun.</summary>
    public void WithLightPlans()
    {
        _commands.Insert(0, new NpgsqlBatchCommand(SessionStatements.LightPlans));
        _readers.Insert(0, static _ => { });
    }

    /// <summary>Says that what matters is done once the statements so far have run: a failure of a later one is none.</summary>
    public void SettleHere() => _settledAfter = _commands.Count;

    /// <summary>Sends the statements and reads the answers. Where one fails, those after it are not run.</summary>
    /// <param name="doing">What it is for, as the beginning of a message.</param>
    /// <param name="prepared">Whether the statements shall stay prepared on the connection.</param>
    /// <param name="cancellationToken">Asks the server to stop.</param>
    /// <exception cref="WalletStoreException">The driver's failures, translated.</exception>
    public async ValueTask SendAsync(string doing, bool prepared, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(prepared, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException late) when (late.BatchCommand is NpgsqlBatchCommand failed && _commands.IndexOf(failed) >= _settledAfter)
        {
            // What mattered is done.
        }
        catch (Exception cause) when (PostgreSqlFault.IsCause(cause))
        {
            if (PostgreSqlFault.SpoilsPool(cause))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            throw PostgreSqlFault.From(cause, doing);
        }
        catch (InvalidOperationException cause) when (connection.FullState != ConnectionState.Open)
        {
            throw new WalletStoreException($"{doing} failed: the connection is gone ({cause.Message}).", isTransient: true, cause);
        }
        catch (Exception cause) when (DamagedRows.IsCause(cause) || cause is InvalidCastException)
        {
            throw DamagedRows.From(cause);
        }
    }

    private async ValueTask SendAsync(bool prepared, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            _commands.ForEach(batch.BatchCommands.Add);
            if (_time is { } time)
            {
                // Zero is without end, for the driver.
                batch.Timeout = time == System.Threading.Timeout.InfiniteTimeSpan ? 0 : (int)Math.Ceiling(time.TotalSeconds);
            }

            if (prepared)
            {
                // No round trip of its own once this connection knows the statements.
                await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            }

            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                foreach (var row in _readers)
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        row(reader);
                    }

                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>The parameters of a statement, in the order of their numbers.</summary>
    public readonly struct Arguments(NpgsqlParameterCollection parameters)
    {
        public Arguments With<T>(T value)
        {
            parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return this;
        }

        /// <summary>A text that may be missing, whose type the driver cannot see then.</summary>
        public Arguments WithText(string? value)
        {
            parameters.Add(new NpgsqlParameter<string?> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text });
            return this;
        }
    }
}
