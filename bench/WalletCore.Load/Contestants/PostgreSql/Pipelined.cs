using Npgsql;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>
/// The best form of a transaction a transfer: one batch, one round trip, begun and committed by the server. The check of the balance moves into
/// the statement, because nobody is there to decide in between.
/// </summary>
internal sealed class Pipelined(NpgsqlDataSource source) : IContestant
{
    private const string Lock = "SELECT 1 FROM wallets WHERE id IN ($1, $2) ORDER BY id FOR UPDATE";

    private const string Move =
        """
        WITH debit AS (UPDATE wallets SET balance = balance - $4 WHERE id = $2 AND balance >= $4 RETURNING balance),
          credit AS (UPDATE wallets SET balance = balance + $4 WHERE id = $3 AND EXISTS (SELECT 1 FROM debit) RETURNING balance),
          transfer AS (INSERT INTO transfers (idempotency_key, from_wallet, to_wallet, amount) SELECT $1, $2, $3, $4 FROM debit RETURNING id)
        INSERT INTO entries (transfer_id, wallet_id, amount, balance_after)
        SELECT transfer.id, $2, -$4, debit.balance FROM transfer, debit UNION ALL SELECT transfer.id, $3, $4, credit.balance FROM transfer, credit
        """;

    public string Name => "pipelined batch";

    public async ValueTask TransferAsync(Ask ask, string key)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        var locking = new NpgsqlBatchCommand(Lock);
        locking.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.From });
        locking.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.To });
        var moving = new NpgsqlBatchCommand(Move);
        moving.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        moving.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.From });
        moving.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.To });
        moving.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ask.AmountMinor });
        batch.BatchCommands.Add(locking);
        batch.BatchCommands.Add(moving);
        await batch.ExecuteNonQueryAsync();
        if (moving.RecordsAffected != 2)
        {
            throw new InvalidOperationException("Insufficient funds.");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
