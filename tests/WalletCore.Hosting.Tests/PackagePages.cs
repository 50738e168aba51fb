using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WalletCore.Sqlite;

namespace WalletCore.Hosting.Tests;

/// <summary>What the packages' pages show, run.</summary>
public sealed class PackagePages : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("walletcore-pages-").FullName;
    private readonly string _before = Environment.CurrentDirectory;

    public PackagePages() => Environment.CurrentDirectory = _folder;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_page_of_WalletCore_works()
    {
        // begin-snippet: PackageCore
        await using var store = new InMemoryWalletStore();
        await using var ledger = await Ledger.OpenAsync(store);

        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow();
        var bob = (await ledger.OpenWalletAsync(new OpenWallet("usr_bob") { Currency = Currency.EUR })).ValueOrThrow();

        await ledger.DepositAsync(new Deposit(ana.Id, Money.EUR(100m)) { Key = "dep-1" });
        await ledger.TransferAsync(new Transfer(ana.Id, bob.Id, Money.EUR(30m)) { Key = "order-42" });
        // end-snippet
        Assert.Equal(4, (await ledger.VerifyAsync()).TransactionCount);
    }

    [Fact]
    public async Task The_page_of_WalletCore_Sqlite_works()
    {
        // begin-snippet: PackageSqlite
        await using var store = new SqliteWalletStore("wallets.db");
        await using var ledger = await Ledger.OpenAsync(store);
        // end-snippet
        Assert.True((await ledger.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task The_page_of_WalletCore_Hosting_works()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        // begin-snippet: PackageHosting
        builder.Services.AddWalletCore()
            .UseSqlite("Data Source=wallets.db")
            .OpenAtStart()
            .AddExpirySweep(TimeSpan.FromMinutes(1))
            .AddHealthCheck();
        // end-snippet
        using var host = builder.Build();
        await host.StartAsync();
        Assert.True(File.Exists(Path.Combine(_folder, "wallets.db")));
        Assert.True((await host.Services.GetRequiredService<Ledger>().VerifyAsync()).IsClean);
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
