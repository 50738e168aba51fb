using System.Collections.Concurrent;
using Npgsql;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>
/// Many callers on several engines, each with a pool of its own as if it were a process, all on ledger 0 of one database. A caller whose
/// command fails sends it again under the same key until it is answered.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int EngineCount = 2;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Acknowledgement> _answers = new();
    private readonly ConcurrentQueue<WalletStoreException> _failures = new();
    private readonly List<(NpgsqlDataSource Source, PostgreSqlWalletStore Store, Ledger Ledger)> _engines = [];
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Source)> _waiting = [];
    private Task _running = Task.CompletedTask;
    private int _answerCount;

    private Crowd()
    {
    }

    /// <summary>What the callers were told when the engine gave up trying.</summary>
    public IReadOnlyCollection<WalletStoreException> Failures => _failures;

    public RecordedLogs Logs { get; } = new();

    public IReadOnlyCollection<Acknowledgement> Answers => _answers;

    /// <param name="connect">Makes an engine's data source.</param>
    /// <param name="callers">How many an engine has.</param>
    /// <param name="options">Of the stores.</param>
    /// <param name="configure">Changes the options of the ledger.</param>
    public static async Task<Crowd> StartAsync(
        Func<NpgsqlDataSource> connect, int callers = 16, PostgreSqlWalletStoreOptions? options = null, Func<LedgerOptions, LedgerOptions>? configure = null)
    {
        var crowd = new Crowd();
        for (var i = 0; i < EngineCount; i++)
        {
            var source = connect();
            var store = new PostgreSqlWalletStore(source, options);
            var ledger = await Books.OpenAsync(store, 0, o => (configure?.Invoke(o) ?? o) with { LoggerFactory = crowd.Logs });
            crowd._engines.Add((source, store, ledger));
        }

        crowd._running = Task.WhenAll(crowd._engines.SelectMany((engine, e) => Enumerable.Range(0, callers).Select(
            c => crowd.CallAsync(new Caller(engine.Ledger, $"{Books.KeyPrefix(0)}e{e}-{c}", Seed.Next(), crowd.Answered, crowd.FailedAsync)))));
        return crowd;
    }

    /// <summary>Waits for so many more answers.</summary>
    public async Task AnsweredAsync(int more)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((_answerCount + more, source));
        }

        var first = await Task.WhenAny(source.Task, _running).WaitAsync(PatienceMax);
        await first;
    }

    /// <summary>Lets everybody have the answer they wait for, and closes the engines.</summary>
    public async Task<IReadOnlyCollection<Acknowledgement>> FinishAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(PatienceMax);
        await CloseAsync();
        return _answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await CloseAsync();
        _stop.Dispose();
    }

    private async Task CloseAsync()
    {
        foreach (var (source, store, ledger) in _engines)
        {
            await ledger.DisposeAsync();
            await store.DisposeAsync();
            await source.DisposeAsync();
        }

        _engines.Clear();
    }

    private async Task CallAsync(Caller caller)
    {
        // Not all at once on the thread that starts them.
        await Task.Yield();
        await caller.RunAsync(_stop.Token);
    }

    private void Answered(string line)
    {
        _answers.Enqueue(Acknowledgement.Parse(line));
        lock (_lock)
        {
            _answerCount++;
            foreach (var (_, source) in _waiting.Where(waiting => waiting.Count <= _answerCount))
            {
                source.TrySetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Count <= _answerCount);
        }
    }

    private Task FailedAsync(WalletStoreException failure)
    {
        _failures.Enqueue(failure);
        return Task.Delay(Pause);
    }
}
