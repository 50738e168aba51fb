using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WalletCore.Hosting.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Hosting.Tests;

public class RegisteredLedgers
{
    [Fact]
    public async Task The_default_ledger_is_opened_once_whoever_asks()
    {
        var store = new MoodyStore();
        await using var container = new ServiceCollection().AddWalletCore().UseStore(_ => store).Services.BuildServiceProvider();
        var provider = container.GetRequiredService<ILedgerProvider>();

        var ledgers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => provider.GetAsync().AsTask()));

        Assert.All(ledgers, ledger => Assert.Same(ledgers[0], ledger));
        Assert.Same(ledgers[0], container.GetRequiredService<Ledger>());
        Assert.Equal(1, store.Openings);
    }

    [Fact]
    public async Task A_ledger_that_is_not_open_cannot_be_injected_and_the_message_says_what_to_do()
    {
        await using var container = new ServiceCollection().AddWalletCore().UseInMemory().Services.BuildServiceProvider();

        var exception = Assert.Throws<InvalidOperationException>(container.GetRequiredService<Ledger>);
        Assert.Contains("GetAsync", exception.Message, StringComparison.Ordinal);

        var opened = await container.GetRequiredService<ILedgerProvider>().GetAsync();
        Assert.Same(opened, container.GetRequiredService<Ledger>());
    }

    [Fact]
    public async Task Named_ledgers_share_the_store_and_have_their_own_books()
    {
        await using var container = new ServiceCollection().AddWalletCore().UseInMemory()
            .AddLedger("eu").AddLedger("us", options => options with { CommitLength = 7 }).Services.BuildServiceProvider();
        var provider = container.GetRequiredService<ILedgerProvider>();
        var (eu, us) = (await provider.GetAsync("eu"), await provider.GetAsync("us"));
        (await eu.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow();

        Assert.Equal(["default", "eu", "us"], provider.Names);
        Assert.Equal(("eu", "us", 7), (eu.Name, us.Name, us.Options.CommitLength));
        Assert.Same(eu, container.GetRequiredKeyedService<Ledger>("eu"));
        Assert.Null(provider.FindOpen());
        Assert.Equal((1, 0), ((await eu.VerifyAsync()).TransactionCount, (await us.VerifyAsync()).TransactionCount));
    }

    [Fact]
    public async Task A_ledger_may_have_a_store_of_its_own()
    {
        var own = new MoodyStore();
        await using var container = new ServiceCollection().AddWalletCore().UseInMemory().AddLedger("eu", store: _ => own).Services.BuildServiceProvider();

        await container.GetRequiredService<ILedgerProvider>().GetAsync("eu");
        await container.GetRequiredService<ILedgerProvider>().GetAsync();

        Assert.Equal(1, own.Openings);
    }

    [Fact]
    public async Task Registering_twice_goes_on_with_the_first_and_the_last_store_counts()
    {
        var services = new ServiceCollection();
        services.AddWalletCore(options => options with { CommitLength = 7 }).UseSqlite("never-made.db");
        services.AddWalletCore(options => options with { QueueLength = 9 }).UseInMemory();
        await using var container = services.BuildServiceProvider();

        var ledger = await container.GetRequiredService<ILedgerProvider>().GetAsync();

        Assert.Equal((7, 9), (ledger.Options.CommitLength, ledger.Options.QueueLength));
        Assert.Single(container.GetServices<ILedgerProvider>());
        Assert.IsType<InMemoryWalletStore>(Assert.Single(container.GetServices<IWalletStore>()));
    }

    [Fact]
    public async Task The_clock_and_the_logs_are_the_containers()
    {
        var (clock, logs) = (new SteppedClock(), new RecordedLogs(LogLevel.Trace));
        await using var container = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerFactory>(logs)
            .AddWalletCore().UseInMemory().Services.BuildServiceProvider();

        var ledger = await container.GetRequiredService<ILedgerProvider>().GetAsync();

        Assert.Same(clock, ledger.Options.TimeProvider);
        Assert.Contains(logs.Seen, log => log.Text.StartsWith("Ledger default opened on the memory store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_when_the_provider_is_made()
    {
        await using var container = new ServiceCollection().AddWalletCore(options => options with { QueueLength = 0 }).UseInMemory().Services.BuildServiceProvider();

        Assert.Throws<ArgumentOutOfRangeException>(container.GetRequiredService<ILedgerProvider>);
    }

    [Fact]
    public async Task Without_a_store_the_message_says_what_to_call()
    {
        await using var container = new ServiceCollection().AddWalletCore().Services.BuildServiceProvider();

        Assert.Contains("UseInMemory", Assert.Throws<InvalidOperationException>(container.GetRequiredService<ILedgerProvider>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_registrations_of_one_ledger_on_one_store_are_refused()
    {
        await using var container = new ServiceCollection().AddWalletCore().UseInMemory()
            .AddLedger("eu", options => options with { Name = "default" }).Services.BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(container.GetRequiredService<ILedgerProvider>);
    }

    [Fact]
    public async Task An_unknown_name_is_an_argument_that_is_wrong()
    {
        await using var container = new ServiceCollection().AddWalletCore().UseInMemory().AddLedger("eu").WithoutDefaultLedger().Services.BuildServiceProvider();
        var provider = container.GetRequiredService<ILedgerProvider>();

        Assert.Equal(["eu"], provider.Names);
        await Assert.ThrowsAsync<ArgumentException>(async () => await provider.GetAsync());
        await Assert.ThrowsAsync<ArgumentException>(async () => await provider.GetAsync("mars"));
    }

    [Fact]
    public async Task An_opening_that_failed_is_tried_again()
    {
        var store = new MoodyStore { Failure = new WalletStoreException("away", isTransient: true) };
        await using var container = new ServiceCollection().AddWalletCore().UseStore(_ => store).Services.BuildServiceProvider();
        var provider = container.GetRequiredService<ILedgerProvider>();
        await Assert.ThrowsAsync<WalletStoreException>(async () => await provider.GetAsync());

        store.Failure = null;

        Assert.Equal("default", (await provider.GetAsync()).Name);
    }

    [Fact]
    public async Task Ledgers_drain_before_their_store_closes()
    {
        var diary = new List<string>();
        Task<Outcome<WalletReceipt>> opening;
        Ledger ledger;
        ILedgerProvider provider;
        await using (var container = new ServiceCollection().AddWalletCore().UseStore(_ => new MoodyStore(diary)).Services.BuildServiceProvider())
        {
            provider = container.GetRequiredService<ILedgerProvider>();
            ledger = await provider.GetAsync();
            opening = ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR }).AsTask();
        }

        Assert.True((await opening).IsPosted);
        Assert.Equal(["store disposed"], diary);
        Assert.Null(provider.FindOpen());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await provider.GetAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await ledger.OpenWalletAsync(new OpenWallet("usr_bob") { Currency = Currency.EUR }));
    }
}
