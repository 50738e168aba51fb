using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WalletCore.Hosting.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Hosting.Tests;

public sealed class AHost : IDisposable
{
    private readonly SteppedClock _clock = new();
    private readonly RecordedLogs _logs = new(LogLevel.Trace);
    private readonly MoodyStore _store = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Opens_its_ledgers_at_start()
    {
        await using var container = Container(builder => builder.AddLedger("eu").OpenAtStart().OpenAtStart());

        await StartAsync(container);

        Assert.NotNull(container.GetRequiredService<Ledger>());
        Assert.Equal("eu", container.GetRequiredKeyedService<Ledger>("eu").Name);
        Assert.Single(container.GetServices<IHostedService>());
    }

    [Fact]
    public async Task Does_not_start_with_a_ledger_that_cannot_be_opened()
    {
        _store.Failure = new WalletStoreException("away", isTransient: false);
        await using var container = Container(builder => builder.OpenAtStart());

        await Assert.ThrowsAsync<WalletStoreException>(() => StartAsync(container));

        Assert.Contains(_logs.Seen, log => log is { Level: LogLevel.Critical, Id: 102 });
    }

    [Fact]
    public async Task Releases_expired_freezes_at_the_interval_and_survives_a_store_that_fails()
    {
        await using var container = Container(builder => builder.AddExpirySweep(TimeSpan.FromMinutes(1)));
        var ledger = await container.GetRequiredService<ILedgerProvider>().GetAsync();
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        (await ledger.DepositAsync(new Deposit(ana, Money.EUR(10m)))).ValueOrThrow();
        (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(4m)) { ExpiresAt = _clock.GetUtcNow().AddSeconds(90) })).ValueOrThrow();
        var sweep = Assert.Single(container.GetServices<IHostedService>());
        await sweep.StartAsync(default);
        await _clock.FirstTimer;

        _store.Failure = new WalletStoreException("away", isTransient: false);
        _clock.Move(TimeSpan.FromMinutes(1));
        await _logs.UntilAsync(log => log.Level >= LogLevel.Error);
        _store.Failure = null;
        Assert.Equal(3, (await ledger.VerifyAsync()).TransactionCount);

        // The sweep waits for its next tick by now or soon: a tick that comes early is kept for it.
        _clock.Move(TimeSpan.FromMinutes(1));
        await _logs.UntilAsync(log => log.Id == 7);
        var report = await ledger.VerifyAsync();

        Assert.Equal((4, true), (report.TransactionCount, report.IsClean));
        Assert.Contains(_logs.Seen, log => log is { Level: LogLevel.Error, Id: 101 });
        await sweep.StopAsync(default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86_401)]
    public void Sweeps_at_an_interval_from_a_second_to_a_day(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddWalletCore().AddExpirySweep(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Is_healthy_while_its_ledgers_are_ready()
    {
        await using var container = Container(builder => builder.AddHealthCheck().AddHealthCheck());

        var report = await CheckAsync(container);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal("default: ready", Assert.Single(report.Entries).Value.Description);
    }

    [Theory]
    [InlineData(true, HealthStatus.Degraded)]
    [InlineData(false, HealthStatus.Unhealthy)]
    public async Task Is_degraded_while_a_store_is_busy_and_unhealthy_when_it_is_gone(bool isTransient, HealthStatus expected)
    {
        await using var container = Container(builder => builder.AddHealthCheck());
        await container.GetRequiredService<ILedgerProvider>().GetAsync();
        _store.Failure = new WalletStoreException("away", isTransient);

        Assert.Equal(expected, (await CheckAsync(container)).Status);
    }

    private static Task<HealthReport> CheckAsync(IServiceProvider container) => container.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static async Task StartAsync(IServiceProvider container)
    {
        foreach (var service in container.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(default);
        }
    }

    private ServiceProvider Container(Action<WalletCoreBuilder> build)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<TimeProvider>(_clock).AddSingleton<ILoggerFactory>(_logs);
        build(services.AddWalletCore(options => options with { RetriesMax = 0 }).UseStore(_ => _store));
        return services.BuildServiceProvider();
    }
}
