using Microsoft.Data.Sqlite;
using WalletCore.Crash.App;
using WalletCore.Crash.Tests.Support;
using WalletCore.Sqlite;

namespace WalletCore.Crash.Tests;

/// <summary>The inspection itself, held to planted faults: one that finds nothing must be one that could have.</summary>
public sealed class TheSecondOpinion : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("walletcore-opinion-").FullName;

    private string File => Path.Combine(_folder, "wallets.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Finds_nothing_in_clean_books()
    {
        await WriteAsync();

        var books = FileBooks.Read(File);

        Assert.Empty(books.Faults);
        Assert.Equal(["buy", "freeze", "in"], books.Posted.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["too-much"], books.Refused.Keys);
    }

    [Theory]
    [InlineData("UPDATE balances SET available = available + 1 WHERE id & 0xFF = 1", "not the sum of their entries")]
    [InlineData("UPDATE freezes SET remaining = remaining - 1", "active freeze records")]
    [InlineData("DELETE FROM transactions WHERE idempotency_key = 'in'", "missing from the sequence")]
    [InlineData("DELETE FROM transactions WHERE idempotency_key = 'freeze'", "missing from their transactions")]
    [InlineData("UPDATE ledgers SET sequence = sequence - 1", "beyond the head")]
    [InlineData("UPDATE transactions SET idempotency_key = 'in' WHERE idempotency_key = 'buy'", "posted twice")]
    [InlineData("UPDATE answers SET idempotency_key = 'in'", "answered twice")]
    [InlineData("UPDATE transactions SET amount = amount + 1 WHERE idempotency_key = 'in'", "deposits do not explain")]
    [InlineData("UPDATE postings SET sequence = sequence + 1 WHERE id & 0xFF = 1", "than they say")]
    [InlineData("UPDATE balances SET available = -1 WHERE id & 0xFF = 2", "below zero")]
    public async Task Finds_a_planted_fault(string sql, string fault)
    {
        await WriteAsync();
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
        }

        Assert.Contains(FileBooks.Read(File).Faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    private async Task WriteAsync()
    {
        await using var store = new SqliteWalletStore(File);
        await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
        for (var i = 0; i < 2; i++)
        {
            (await ledger.OpenWalletAsync(new OpenWallet($"w-{i}") { Currency = Currency.EUR })).ValueOrThrow();
        }

        (await ledger.DepositAsync(new Deposit(Workload.Wallet(0), Money.EUR(10m)) { Key = "in" })).ValueOrThrow();
        (await ledger.PostAsync(Workload.Buy(0, 1, Money.EUR(4m), "buy"))).ValueOrThrow();
        (await ledger.FreezeAsync(new Freeze(Workload.Wallet(0), Money.EUR(1m)) { Key = "freeze" })).ValueOrThrow();
        Assert.False((await ledger.WithdrawAsync(new Withdraw(Workload.Wallet(0), Money.EUR(10m)) { Key = "too-much" })).IsPosted);
    }
}
