using Npgsql;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>
/// What hosts write by hand: a transaction a transfer, both wallets locked with <c>SELECT … FOR UPDATE</c> in the order of their ids, so that
/// nobody deadlocks, then a statement after the other. Statements are prepared.
/// </summary>
internal sealed class ForUpdate(NpgsqlDataSource source) : IContestant
{
    public string Name => "FOR UPDATE transaction";

    public async ValueTask TransferAsync(Ask ask, string key)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var (from, to) = await LockAsync(connection, ask);
        if (from < ask.AmountMinor)
        {
            throw new InvalidOperationException("Insufficient funds.");
        }

        await UpdateAsync(connection, ask.From, from - ask.AmountMinor);
        await UpdateAsync(connection, ask.To, to + ask.AmountMinor);
        var id = await InsertTransferAsync(connection, ask, key);
        await using (var entries = new NpgsqlCommand(
            "INSERT INTO entries (transfer_id, wallet_id, amount, balance_after) VALUES ($1, $2, $3, $4), ($1, $5, $6, $7)", connection))
        {
            long[] values = [id, ask.From, -ask.AmountMinor, from - ask.AmountMinor, ask.To, ask.AmountMinor, to + ask.AmountMinor];
            Array.ForEach(values, value => entries.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value }));
            await entries.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<(long From, long To)> LockAsync(NpgsqlConnection connection, Ask ask)
    {
        await using var command = new NpgsqlCommand("SELECT id, balance FROM wallets WHERE id IN ($1, $2) ORDER BY id FOR UPDATE", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.From });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.To });
        await using var rows = await command.ExecuteReaderAsync();
        var (from, to) = (0L, 0L);
        while (await rows.ReadAsync())
        {
            if (rows.GetInt64(0) == ask.From)
            {
                from = rows.GetInt64(1);
            }
            else
            {
                to = rows.GetInt64(1);
            }
        }

        return (from, to);
    }

    private static async Task UpdateAsync(NpgsqlConnection connection, long wallet, long balance)
    {
        await using var command = new NpgsqlCommand("UPDATE wallets SET balance = $2 WHERE id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = wallet });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = balance });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> InsertTransferAsync(NpgsqlConnection connection, Ask ask, string key)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO transfers (idempotency_key, from_wallet, to_wallet, amount) VALUES ($1, $2, $3, $4) RETURNING id", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.From });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.To });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.AmountMinor });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
