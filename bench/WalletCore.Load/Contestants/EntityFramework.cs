using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants;

/// <summary>What hosts write with Entity Framework Core: a context a transfer, both wallets read and changed, one SaveChanges.</summary>
internal sealed class EntityFramework : IContestant
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteConnection _connection;
    private readonly DbContextOptions<HostContext> _options;

    public EntityFramework(string path)
    {
        Path = path;
        _connection = SqliteFile.Open(path);
        _options = new DbContextOptionsBuilder<HostContext>().UseSqlite(_connection).Options;
    }

    public string Name => "EF Core";

    public string Path { get; }

    public async ValueTask TransferAsync(Ask ask, string key)
    {
        await _turn.WaitAsync();
        try
        {
            await using var context = new HostContext(_options);
            var from = await context.Wallets.SingleAsync(wallet => wallet.Id == ask.From + 1);
            var to = await context.Wallets.SingleAsync(wallet => wallet.Id == ask.To + 1);
            if (from.Balance < ask.AmountMinor)
            {
                throw new InvalidOperationException("Insufficient funds.");
            }

            from.Balance -= ask.AmountMinor;
            to.Balance += ask.AmountMinor;
            context.Transfers.Add(new HostTransfer
            {
                IdempotencyKey = key,
                FromWallet = from.Id,
                ToWallet = to.Id,
                Amount = ask.AmountMinor,
                CreatedAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                Entries =
                [
                    new HostEntry { WalletId = from.Id, Amount = -ask.AmountMinor, BalanceAfter = from.Balance },
                    new HostEntry { WalletId = to.Id, Amount = ask.AmountMinor, BalanceAfter = to.Balance },
                ],
            });
            await context.SaveChangesAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _turn.Dispose();
    }
}
