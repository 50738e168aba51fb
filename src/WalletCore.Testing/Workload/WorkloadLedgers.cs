using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>The ledgers of a workload: several on one storage, as several processes would have them, with faults where the options say so.</summary>
/// <param name="underTest">The storage.</param>
/// <param name="options">How many ledgers, what they keep in memory, and the faults.</param>
/// <param name="clock">The clock of them all.</param>
/// <param name="faultSeed">The seed of the faults of the ledger that is opened next.</param>
internal sealed class WorkloadLedgers(StoreUnderTest underTest, WorkloadOptions options, TimeProvider clock, Func<long> faultSeed)
{
    private readonly List<Ledger> _ledgers = [];
    private readonly List<FaultyWalletStore> _faulty = [];
    private int _faults;

    public int Count => _ledgers.Count;

    /// <summary>How many faults struck, over all openings.</summary>
    public int FaultCount => _faults + _faulty.Sum(store => store.FaultCount);

    public Ledger this[int index] => _ledgers[index];

    public async Task OpenAsync()
    {
        for (var i = 0; i < options.Ledgers; i++)
        {
            var store = i > 0 && underTest.Capabilities.HasFlag(StoreCapabilities.Shared) ? underTest.OpenAnother() : underTest.Store;
            if (options.Faults is { } faults)
            {
                var faulty = new FaultyWalletStore(store, faultSeed()) { Chances = faults };
                _faulty.Add(faulty);
                store = faulty;
            }

            _ledgers.Add(await Ledger.OpenAsync(
                store, WorkloadWorld.CreateOptions(clock) with { CacheLength = i % 2 == 0 ? options.CacheLength : 0, RetriesMax = 100 }));
        }
    }

    public async Task CloseAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        _ledgers.Clear();
        _faults += _faulty.Sum(store => store.FaultCount);
        _faulty.Clear();
    }

    /// <summary>The time at which the next command is recorded: the clock's, or that of the last one where the clock stands before it.</summary>
    public async Task<DateTimeOffset> NowAsync()
    {
        var recorded = (await _ledgers[0].Reader.GetPositionAsync()).RecordedAt;
        var now = clock.GetUtcNow();
        return now > recorded ? now : recorded;
    }
}
