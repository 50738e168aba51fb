using Microsoft.EntityFrameworkCore;

namespace WalletCore.Load.Contestants;

/// <summary>The plain schema (<see cref="PlainSchema"/>) as entities.</summary>
internal sealed class HostContext(DbContextOptions<HostContext> options) : DbContext(options)
{
    public DbSet<HostWallet> Wallets => Set<HostWallet>();

    public DbSet<HostTransfer> Transfers => Set<HostTransfer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<HostWallet>(wallet =>
        {
            wallet.ToTable("wallets");
            wallet.Property(row => row.Id).HasColumnName("id");
            wallet.Property(row => row.Balance).HasColumnName("balance");
        });
        modelBuilder.Entity<HostTransfer>(transfer =>
        {
            transfer.ToTable("transfers");
            transfer.Property(row => row.Id).HasColumnName("id");
            transfer.Property(row => row.IdempotencyKey).HasColumnName("idempotency_key");
            transfer.Property(row => row.FromWallet).HasColumnName("from_wallet");
            transfer.Property(row => row.ToWallet).HasColumnName("to_wallet");
            transfer.Property(row => row.Amount).HasColumnName("amount");
            transfer.Property(row => row.CreatedAt).HasColumnName("created_at");
            transfer.HasMany(row => row.Entries).WithOne().HasForeignKey(row => row.TransferId);
        });
        modelBuilder.Entity<HostEntry>(entry =>
        {
            entry.ToTable("entries");
            entry.Property(row => row.Id).HasColumnName("id");
            entry.Property(row => row.TransferId).HasColumnName("transfer_id");
            entry.Property(row => row.WalletId).HasColumnName("wallet_id");
            entry.Property(row => row.Amount).HasColumnName("amount");
            entry.Property(row => row.BalanceAfter).HasColumnName("balance_after");
        });
    }
}

internal sealed class HostWallet
{
    public long Id { get; set; }

    public long Balance { get; set; }
}

internal sealed class HostTransfer
{
    public long Id { get; set; }

    public string IdempotencyKey { get; set; } = "";

    public long FromWallet { get; set; }

    public long ToWallet { get; set; }

    public long Amount { get; set; }

    public long CreatedAt { get; set; }

    public List<HostEntry> Entries { get; set; } = [];
}

internal sealed class HostEntry
{
    public long Id { get; set; }

    public long TransferId { get; set; }

    public long WalletId { get; set; }

    public long Amount { get; set; }

    public long BalanceAfter { get; set; }
}
