using System.Security.Cryptography;
using WalletCore.Diagnostics;
using WalletCore.Engine;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// One set of books, open for business: commands in, outcomes out. Thread safe: share one instance among all callers of the process. Several
/// processes may have the same ledger open, where the store can be shared.
/// </summary>
public sealed class Ledger : LedgerOperations, IAsyncDisposable
{
    private readonly LedgerContext _context;
    private readonly IWalletStore _store;
    private readonly LedgerEngine _engine;
    private readonly LedgerTelemetry _telemetry;
    private readonly JournalSignal _signal = new();
    private int _isDisposed;

    private Ledger(LedgerContext context, IWalletStore store, LedgerTelemetry telemetry)
    {
        _context = context;
        _store = store;
        _telemetry = telemetry;
        _engine = new LedgerEngine(context, store, telemetry, _signal);
        Reader = new LedgerReader(context, store, new JournalFollower(context, store, _signal, telemetry));
    }

    /// <summary>The ledger's id, given when it was created.</summary>
    public LedgerId Id => _context.Id;

    /// <summary>The ledger's name.</summary>
    public string Name => _context.Options.Name;

    /// <summary>The options it was opened with.</summary>
    public LedgerOptions Options => _context.Options;

    /// <summary>What can be read of the ledger. Reads never block the writer, and see committed facts only.</summary>
    public LedgerReader Reader { get; }

    /// <summary>Where it is kept.</summary>
    internal IWalletStore Store => _store;

    /// <summary>How many commands wait to be written.</summary>
    public int QueueCount => _engine.QueueCount;

    /// <summary>
    /// Whether the ledger has stopped writing because an invariant of its books did not hold. Every command fails with
    /// <see cref="LedgerIntegrityException"/> then; reads and <see cref="VerifyAsync"/> go on.
    /// </summary>
    public bool IsBroken => _engine.IsBroken;

    /// <summary>Opens a ledger, creating it (and the store's schema) when it is not there yet.</summary>
    /// <param name="store">Where it is kept. The ledger does not dispose it: several ledgers may share one store.</param>
    /// <param name="options">How it behaves; null: the defaults.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a posting rule was changed without a new version.</exception>
    /// <exception cref="WalletStoreException">The store cannot be opened, or its schema is newer than this library.</exception>
    /// <exception cref="LedgerIntegrityException"><see cref="LedgerOptions.VerifyOnOpen"/> is set and the books are not clean.</exception>
    public static async ValueTask<Ledger> OpenAsync(IWalletStore store, LedgerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= LedgerOptions.Default;
        options.Validate();
        var now = MicroTime.FromDateTimeOffset(options.TimeProvider.GetUtcNow());
        var proposal = new LedgerRow(IdMint.Ledger(now, RandomBits()), options.Name, now);
        var registered = await store.RegisterLedgerAsync(proposal, cancellationToken).ConfigureAwait(false);
        var telemetry = new LedgerTelemetry(options.Name, options.LoggerFactory);
        var context = new LedgerContext(registered.Id, options);
        await CheckRulesAsync(context, store, cancellationToken).ConfigureAwait(false);
        var ledger = new Ledger(context, store, telemetry);
        if (options.VerifyOnOpen)
        {
            var report = await ledger.VerifyAsync(progress: null, cancellationToken).ConfigureAwait(false);
            if (!report.IsClean)
            {
                throw new LedgerIntegrityException($"The books of ledger '{options.Name}' are not clean: {report.Findings[0]}");
            }
        }

        telemetry.Opened(store.Kind);
        return ledger;
    }

    /// <inheritdoc/>
    public override ValueTask<Outcome<TReceipt>> ExecuteAsync<TReceipt>(Command<TReceipt> command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var isObserved = Instruments.IsObserved(_telemetry.Logger);
        if (ShapeRules.Check(command, _context) is { } malformed)
        {
            var refused = new Outcome<TReceipt>(malformed, replayed: false);
            if (isObserved)
            {
                _telemetry.Answered(command.Operation, refused, activity: null);
            }

            return new ValueTask<Outcome<TReceipt>>(refused);
        }

        if (isObserved)
        {
            return ExecuteObservedAsync(command, cancellationToken);
        }

        var work = new SingleWork<TReceipt>(command);
        var queued = _engine.EnqueueAsync(work, cancellationToken);
        return queued.IsCompletedSuccessfully ? work.Task : AwaitBoth(queued, work);

        static async ValueTask<Outcome<TReceipt>> AwaitBoth(ValueTask queued, SingleWork<TReceipt> work)
        {
            await queued.ConfigureAwait(false);
            return await work.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Sends many commands at once: far cheaper than one after another.</summary>
    /// <param name="commands">The commands, in the order in which they are decided; at most <see cref="Limits.AtomicBatchMax"/> when all or nothing.</param>
    /// <param name="mode">Whether they hang together.</param>
    /// <param name="cancellationToken">Cancels what has not begun to be written.</param>
    /// <exception cref="ArgumentException">A command is null, or an all-or-nothing batch is too long.</exception>
    public async ValueTask<BatchOutcome> ExecuteBatchAsync(
        IReadOnlyList<Command> commands, BatchMode mode = BatchMode.Independent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var copy = commands.ToArray();
        if (Array.IndexOf(copy, null) >= 0)
        {
            throw new ArgumentException("A command of the batch is null.", nameof(commands));
        }

        if (mode == BatchMode.AllOrNothing)
        {
            return await ExecuteAtomicAsync(copy, cancellationToken).ConfigureAwait(false);
        }

        var outcomes = new Outcome<Receipt>[copy.Length];
        var tasks = new List<Task>();
        var length = _context.Options.CommitLength;
        for (var from = 0; from < copy.Length; from += length)
        {
            var count = Math.Min(length, copy.Length - from);
            var work = new IndependentBatchWork(copy.AsMemory(from, count), outcomes.AsMemory(from, count));
            await _engine.EnqueueAsync(work, cancellationToken).ConfigureAwait(false);
            tasks.Add(work.Task);
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
        return Answered(copy, new BatchOutcome(outcomes, refusedAt: null));
    }

    /// <summary>Answers what a command would do now, without doing it: the outcome, the entries, the balances after.</summary>
    public async ValueTask<Preview<TReceipt>> PreviewAsync<TReceipt>(Command<TReceipt> command, CancellationToken cancellationToken = default)
        where TReceipt : Receipt
    {
        ArgumentNullException.ThrowIfNull(command);
        var work = new PreviewWork<TReceipt>(command);
        await _engine.EnqueueAsync(work, cancellationToken).ConfigureAwait(false);
        return await work.Task.ConfigureAwait(false);
    }

    /// <summary>
    /// Posts the release of freeze records whose time has passed. Not needed for their money to be there; it keeps the books tidy for
    /// whoever reads them, and is what a host's timer calls.
    /// </summary>
    /// <returns>How many were released.</returns>
    public async ValueTask<int> SweepExpiredAsync(CancellationToken cancellationToken = default)
    {
        var released = 0;
        await foreach (var page in Reader.ListDueFreezesAsync(cancellationToken).ConfigureAwait(false))
        {
            var outcome = await ExecuteBatchAsync([.. page.Select(id => new ExpireFreeze(id))], BatchMode.Independent, cancellationToken).ConfigureAwait(false);
            released += outcome.PostedCount;
        }

        if (released > 0)
        {
            LedgerLog.Swept(_telemetry.Logger, Name, released);
        }

        return released;
    }

    /// <summary>
    /// Derives everything again from the journal and compares: balances, frozen money, refunds, sequence, chain. Reads only; the ledger may be
    /// used meanwhile.
    /// </summary>
    /// <param name="progress">Told now and then how far it has come; null: nobody.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async ValueTask<VerificationReport> VerifyAsync(IProgress<VerificationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var report = await new Verifier(_context, _store).RunAsync(progress, cancellationToken).ConfigureAwait(false);
        if (!report.IsClean)
        {
            LedgerLog.NotVerified(_telemetry.Logger, Name, report.Findings.Count, report.Findings[0].Sequence ?? 0);
        }

        return report;
    }

    /// <summary>
    /// The same ledger within the host's own transaction: wallet changes commit or roll back with the host's rows. The store's package makes
    /// the enlisted store from the host's connection and transaction.
    /// </summary>
    public EnlistedLedger Enlist(IWalletStore enlistedStore)
    {
        ArgumentNullException.ThrowIfNull(enlistedStore);
        return new EnlistedLedger(_context, enlistedStore);
    }

    /// <summary>
    /// Closes the ledger: takes no more commands, finishes those it accepted, and returns when the last is answered. Followers of the journal end then
    /// with <see cref="ObjectDisposedException"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync().ConfigureAwait(false);
        _signal.Close();
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _telemetry.Closed();
        }
    }

    private static async ValueTask CheckRulesAsync(LedgerContext context, IWalletStore store, CancellationToken cancellationToken)
    {
        var reader = await store.OpenReaderAsync(context.Id, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var posted = await reader.ListRulesAsync(cancellationToken).ConfigureAwait(false);
            if (RuleCheck.FindChanged(context, posted) is { } changed)
            {
                throw new ArgumentException(changed);
            }
        }
    }

    private static UInt128 RandomBits()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    private async ValueTask<BatchOutcome> ExecuteAtomicAsync(Command[] commands, CancellationToken cancellationToken)
    {
        if (commands.Length > Limits.AtomicBatchMax)
        {
            throw new ArgumentException($"An all-or-nothing batch has at most {Limits.AtomicBatchMax} commands.", nameof(commands));
        }

        if (commands.Length == 0)
        {
            return new BatchOutcome([], refusedAt: null);
        }

        var work = new AtomicBatchWork(commands);
        await _engine.EnqueueAsync(work, cancellationToken).ConfigureAwait(false);
        return Answered(commands, await work.Task.ConfigureAwait(false));
    }

    private async ValueTask<Outcome<TReceipt>> ExecuteObservedAsync<TReceipt>(Command<TReceipt> command, CancellationToken cancellationToken)
        where TReceipt : Receipt
    {
        using var activity = _telemetry.StartCommand(command.Operation);
        var work = new SingleWork<TReceipt>(command);
        await _engine.EnqueueAsync(work, cancellationToken).ConfigureAwait(false);
        var outcome = await work.Task.ConfigureAwait(false);
        _telemetry.Answered(command.Operation, outcome, activity);
        return outcome;
    }

    private BatchOutcome Answered(Command[] commands, BatchOutcome batch)
    {
        if (Instruments.IsObserved(_telemetry.Logger))
        {
            for (var i = 0; i < commands.Length; i++)
            {
                _telemetry.Answered(commands[i].Operation, batch.Outcomes[i], activity: null);
            }
        }

        return batch;
    }
}
