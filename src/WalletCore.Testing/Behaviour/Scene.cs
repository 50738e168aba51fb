using WalletCore.Storage;
using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>A ledger on the store under test, with a clock under control: where a behaviour plays.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public static readonly Actor Manager = new("boss", PermissionPolicy.ManagerRole);

    private readonly StoreUnderTest _underTest;
    private readonly Func<IWalletStore, IWalletStore> _wrap;
    private readonly List<FaultyWalletStore> _faulty;

    private Scene(
        StoreUnderTest underTest, Func<IWalletStore, IWalletStore> wrap, List<FaultyWalletStore> faulty, ManualClock clock, Ledger ledger)
    {
        _underTest = underTest;
        _wrap = wrap;
        _faulty = faulty;
        Clock = clock;
        Ledger = ledger;
    }

    public ManualClock Clock { get; }

    public Ledger Ledger { get; private set; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<Scene> OpenAsync(
        StoreUnderTest underTest, Func<LedgerOptions, LedgerOptions>? configure = null, Func<IWalletStore, IWalletStore>? wrap = null)
    {
        var clock = new ManualClock { WaitsPassAtOnce = true };

        // Without a cache every command is decided on what the store loads for it.
        var options = new LedgerOptions { TimeProvider = clock, RetryDelay = TimeSpan.Zero, CacheLength = 0 };
        var faulty = new List<FaultyWalletStore>();
        return new Scene(underTest, Wrap, faulty, clock, await Ledger.OpenAsync(Wrap(underTest.Store), configure?.Invoke(options) ?? options));

        IWalletStore Wrap(IWalletStore store)
        {
            store = wrap?.Invoke(store) ?? store;
            if (store is FaultyWalletStore made)
            {
                faulty.Add(made);
            }

            return store;
        }
    }

    public async Task<WalletId> WalletAsync(string owner, decimal balance = 0m, Currency? currency = null)
    {
        var money = currency ?? Currency.EUR;
        var wallet = (await PostedAsync(new OpenWallet(owner) { Currency = money })).Id;
        if (balance != 0m)
        {
            await PostedAsync(new Deposit(wallet, Money.Of(balance, money)));
        }

        return wallet;
    }

    /// <summary>Sends a command that must post, for the first time.</summary>
    public async Task<TReceipt> PostedAsync<TReceipt>(Command<TReceipt> command)
        where TReceipt : Receipt
    {
        var outcome = await Check.Soon(Ledger.ExecuteAsync(command));
        Check.Same("posted", Code(outcome), command.GetType().Name);
        return outcome.ValueOrThrow();
    }

    /// <summary>Sends a command that must post under a key that was used.</summary>
    public async Task<TReceipt> ReplayedAsync<TReceipt>(Command<TReceipt> command)
        where TReceipt : Receipt
    {
        var outcome = await Check.Soon(Ledger.ExecuteAsync(command));
        Check.Same("replayed posted", Code(outcome), command.GetType().Name + " again");
        return outcome.ValueOrThrow();
    }

    /// <summary>Sends a command that must be refused with that code, and must leave no trace.</summary>
    public async Task<Refusal> RefusedAsync<TReceipt>(string code, Command<TReceipt> command)
        where TReceipt : Receipt
    {
        var before = await DigestAsync();
        var outcome = await Check.Soon(Ledger.ExecuteAsync(command));
        Check.Same(code, Code(outcome), command.GetType().Name);
        Check.Same(before, await DigestAsync(), $"The books after a refused {command.GetType().Name}");
        return outcome.Refusal!;
    }

    /// <summary>What the ledger answers, in a word or two.</summary>
    public static string Code<TReceipt>(Outcome<TReceipt> outcome)
        where TReceipt : Receipt =>
        (outcome.Replayed ? "replayed " : string.Empty) + (outcome.Refusal?.Code ?? "posted");

    /// <summary>Available and frozen of a wallet, as "70.00 + 20.00".</summary>
    public async Task HasAsync(WalletId wallet, string expected, Currency? currency = null)
    {
        var account = (await Ledger.Reader.GetWalletAsync(wallet))!.AccountIn(currency ?? Currency.EUR)!;
        Check.Same(expected, $"{account.Available.ToAmountString()} + {account.Frozen.ToAmountString()}", "The balance");
    }

    /// <summary>The balance of a system account.</summary>
    public async Task SystemHasAsync(string code, string expected)
    {
        var account = (await Ledger.Reader.GetSystemAccountsAsync()).FirstOrDefault(row => row.SystemCode == code && row.Currency == Currency.EUR);
        Check.Same(expected, (account?.Balance ?? Money.EUR(0m)).ToAmountString(), "The balance of @" + code);
    }

    public Task<string> DigestAsync() => StoreFacts.DigestAsync(_underTest.Store, Ledger.Id);

    /// <summary>Closes the ledger, and the store where it is durable, and opens them again.</summary>
    public async Task ReopenAsync()
    {
        var options = Ledger.Options;
        await Ledger.DisposeAsync();
        if (_underTest.Capabilities.HasFlag(StoreCapabilities.Durable))
        {
            await _underTest.ReopenAsync();
        }

        Ledger = await Ledger.OpenAsync(_wrap(_underTest.Store), options);
    }

    /// <summary>Closes the ledger. What is held back is let go first: a case that fails in between must not hang.</summary>
    public async ValueTask DisposeAsync()
    {
        _faulty.ForEach(static store => store.Release());
        await Ledger.DisposeAsync();
    }
}
