using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Opens the registered ledgers. Options are made and checked, and stores made (not opened), when the provider is: whatever it needs of the
/// container is so older than itself, and is disposed after it.
/// </summary>
internal sealed class LedgerProvider : ILedgerProvider, IAsyncDisposable
{
    private readonly Dictionary<string, LedgerSlot> _slots = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private int _isClosed;

    public LedgerProvider(IServiceProvider services, LedgerRegistrations registrations)
    {
        var defaults = LedgerOptions.Default with
        {
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = services.GetService<ILoggerFactory>(),
        };
        foreach (var registration in registrations.Ledgers)
        {
            var options = registration.Build(services, defaults);
            options.Validate();
            var store = StoreOf(services, registration);
            if (_slots.Values.Any(slot => ReferenceEquals(slot.Store, store) && slot.Options.Name == options.Name))
            {
                throw new InvalidOperationException($"Ledger '{options.Name}' is registered twice on one store.");
            }

            _slots.Add(registration.Name, new LedgerSlot(store, options));
        }

        Names = [.. registrations.Ledgers.Select(registration => registration.Name)];
    }

    public IReadOnlyList<string> Names { get; }

    public ValueTask<Ledger> GetAsync(string? name = null, CancellationToken cancellationToken = default)
    {
        var slot = Find(name);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, this);
        return slot.Open is { } ledger
            ? ValueTask.FromResult(ledger)
            : new ValueTask<Ledger>(slot.GetAsync(_closing.Token).WaitAsync(cancellationToken));
    }

    public Ledger? FindOpen(string? name = null) => Volatile.Read(ref _isClosed) != 0 ? null : Find(name).Open;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (var slot in _slots.Values)
        {
            await slot.CloseAsync().ConfigureAwait(false);
        }

        _closing.Dispose();
    }

    private static IWalletStore StoreOf(IServiceProvider services, LedgerRegistration registration) => registration.Store is not null
        ? services.GetRequiredKeyedService<IWalletStore>(registration.Name)
        : services.GetService<IWalletStore>()
            ?? throw new InvalidOperationException("Ledgers have no store: call UseInMemory, UseSqlite or UseStore after AddWalletCore.");

    private LedgerSlot Find(string? name) => _slots.TryGetValue(name ?? LedgerOptions.DefaultName, out var slot)
        ? slot
        : throw new ArgumentException($"No ledger is registered under the name '{name ?? LedgerOptions.DefaultName}'.", nameof(name));
}
