using System.Globalization;
using Microsoft.Data.Sqlite;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants;

/// <summary>
/// What hosts write by hand with Microsoft.Data.Sqlite: a semaphore, and a transaction a transfer. Its commands are prepared once and used
/// again, which is as fast as this gets.
/// </summary>
internal sealed class PlainCommands : IContestant
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _transfer;
    private readonly SqliteCommand _entry;

    public PlainCommands(string path)
    {
        Path = path;
        _connection = SqliteFile.Open(path);
        _read = Prepare("SELECT balance FROM wallets WHERE id = $id", "$id");
        _update = Prepare("UPDATE wallets SET balance = $balance WHERE id = $id", "$balance", "$id");
        _transfer = Prepare(
            """
            INSERT INTO transfers (idempotency_key, from_wallet, to_wallet, amount, created_at) VALUES ($key, $from, $to, $amount, $at);
            SELECT last_insert_rowid();
            """,
            "$key",
            "$from",
            "$to",
            "$amount",
            "$at");
        _entry = Prepare(
            "INSERT INTO entries (transfer_id, wallet_id, amount, balance_after) VALUES ($transfer, $wallet, $amount, $after)",
            "$transfer",
            "$wallet",
            "$amount",
            "$after");
    }

    public string Name => "plain commands";

    public string Path { get; }

    public async ValueTask TransferAsync(Ask ask, string key)
    {
        await _turn.WaitAsync();
        try
        {
            Transfer(ask, key);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in new[] { _read, _update, _transfer, _entry })
        {
            await command.DisposeAsync();
        }

        await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private void Transfer(Ask ask, string key)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var command in new[] { _read, _update, _transfer, _entry })
        {
            command.Transaction = transaction;
        }

        long from = ask.From + 1, to = ask.To + 1;
        var fromAfter = Read(from) - ask.AmountMinor;
        var toAfter = Read(to) + ask.AmountMinor;
        if (fromAfter < 0)
        {
            throw new InvalidOperationException("Insufficient funds.");
        }

        Run(_update, fromAfter, from);
        Run(_update, toAfter, to);
        var id = Run(_transfer, key, from, to, ask.AmountMinor, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Run(_entry, id, from, -ask.AmountMinor, fromAfter);
        Run(_entry, id, to, ask.AmountMinor, toAfter);
        transaction.Commit();
    }

    private long Read(long wallet) => Run(_read, wallet);

    private static long Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only literals of this class come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = 0L });
        }

        command.Prepare();
        return command;
    }
}
