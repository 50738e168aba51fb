using Microsoft.Data.Sqlite;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants;

/// <summary>
/// The tables that hosts write by hand: balances in place, a row a transfer, two entries. No index from a wallet to its entries, which
/// the baseline would need to show a statement and which would slow it down further.
/// </summary>
internal static class PlainSchema
{
    public const long FirstBalanceMinor = 100_000_000;

    private const string Sql =
        """
        CREATE TABLE wallets (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
        CREATE TABLE transfers (id INTEGER PRIMARY KEY, idempotency_key TEXT NOT NULL, from_wallet INTEGER NOT NULL, to_wallet INTEGER NOT NULL,
          amount INTEGER NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE entries (id INTEGER PRIMARY KEY, transfer_id INTEGER NOT NULL, wallet_id INTEGER NOT NULL, amount INTEGER NOT NULL,
          balance_after INTEGER NOT NULL);
        """;

    /// <summary>Makes the file with its wallets and a history, as fast as SQLite goes.</summary>
    public static void Create(string path, int wallets, int history)
    {
        using var connection = SqliteFile.Open(path);
        SqliteFile.Execute(connection, Sql);
        SqliteFile.Execute(connection, "BEGIN IMMEDIATE");
        FillWallets(connection, wallets);
        FillHistory(connection, wallets, history);
        SqliteFile.Execute(connection, "CREATE UNIQUE INDEX transfers_by_key ON transfers (idempotency_key)");
        SqliteFile.Execute(connection, "COMMIT");
    }

    private static void FillWallets(SqliteConnection connection, int wallets)
    {
        using var insert = new RawSql(connection, "INSERT INTO wallets (id, balance) VALUES (?1, ?2)");
        for (var i = 0; i < wallets; i++)
        {
            insert.Bind(1, i + 1).Bind(2, FirstBalanceMinor).Run();
        }
    }

    private static void FillHistory(SqliteConnection connection, int wallets, int history)
    {
        using var transfer = new RawSql(connection, "INSERT INTO transfers VALUES (?1,?2,?3,?4,?5,?6)");
        using var entry = new RawSql(connection, "INSERT INTO entries VALUES (?1,?2,?3,?4,?5)");
        var random = new Random(2);
        var traffic = Traffic.Uniform(wallets);
        Span<byte> key = stackalloc byte[40];
        for (long i = 1; i <= history; i++)
        {
            var ask = traffic.Next(random);
            _ = System.Text.Unicode.Utf8.TryWrite(key, $"h-{i}", out var length);
            transfer.Bind(1, i).BindText(2, key[..length]).Bind(3, ask.From + 1).Bind(4, ask.To + 1).Bind(5, ask.AmountMinor).Bind(6, i).Run();
            entry.Bind(1, (2 * i) - 1).Bind(2, i).Bind(3, ask.From + 1).Bind(4, -ask.AmountMinor).Bind(5, FirstBalanceMinor).Run();
            entry.Bind(1, 2 * i).Bind(2, i).Bind(3, ask.To + 1).Bind(4, ask.AmountMinor).Bind(5, FirstBalanceMinor).Run();
        }
    }
}
