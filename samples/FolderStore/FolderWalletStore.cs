using WalletCore;
using WalletCore.Storage;

namespace FolderStore;

/// <summary>
/// Keeps wallets in a folder: a journal of everything that was ever committed, and in memory what it comes to. Opened by one process at a time. A worked
/// example of a store, for ledgers that fit into memory.
/// </summary>
public sealed class FolderWalletStore : IWalletStore
{
    private readonly InMemoryWalletStore _memory = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly JournalFile _journal;

    /// <summary>Opens the folder, makes it where it is not there, and plays its journal back.</summary>
    /// <exception cref="WalletStoreException">Another process has it open (transient), or its journal is damaged.</exception>
    public FolderWalletStore(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            _journal = new JournalFile(Path.Combine(folder, "journal"));
            foreach (var bytes in _journal.ReadAll())
            {
                Play(Record.Parse(bytes));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or System.Text.Json.JsonException)
        {
            _journal?.Dispose();
            var isDamaged = exception is InvalidDataException or System.Text.Json.JsonException;
            throw new WalletStoreException($"The folder cannot be opened: {exception.Message}", !isDamaged, exception) { IsInconsistent = isDamaged };
        }
    }

    /// <inheritdoc/>
    public string Kind => "folder";

    /// <inheritdoc/>
    public async ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var row = await _memory.RegisterLedgerAsync(proposal, cancellationToken);
            if (row == proposal)
            {
                Append(new Record(row.Id) { Registered = row });
            }

            return row;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => _memory.ListLedgersAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _memory.PublishLedgerAsync(ledger, name, head, cancellationToken);
            Append(new Record(ledger) { PublishedAs = name });
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _memory.DiscardLedgerAsync(ledger, cancellationToken);
            Append(new Record(ledger) { IsDiscarded = true });
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        new Session(this, ledger, await _memory.BeginWriteAsync(ledger, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        _memory.OpenReaderAsync(ledger, scope, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _memory.DisposeAsync();
        _journal.Dispose();
    }

    private void Play(Record record)
    {
        if (record.Registered is { } row)
        {
            Finish(_memory.RegisterLedgerAsync(row, default));
        }

        if (record.Changes is { } changes)
        {
            var session = Finish(_memory.BeginWriteAsync(record.Ledger, default));
            session.CommitAsync(changes, default).AsTask().GetAwaiter().GetResult();
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        if (record.PublishedAs is { } name)
        {
            var reader = Finish(_memory.OpenReaderAsync(record.Ledger, ReadScope.Latest, default));
            var head = Finish(reader.GetHeadAsync(default));
            _memory.PublishLedgerAsync(record.Ledger, name, head, default).AsTask().GetAwaiter().GetResult();
        }

        if (record.IsDiscarded)
        {
            _memory.DiscardLedgerAsync(record.Ledger, default).AsTask().GetAwaiter().GetResult();
        }

        // Memory answers at once.
        static T Finish<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
    }

    private void Append(Record record)
    {
        try
        {
            _journal.Append(record.ToBytes());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // What is on the disk is not known any more; who opens the folder again finds out.
            throw new WalletStoreException($"The journal cannot be written: {exception.Message}", isTransient: false, exception);
        }
    }

    /// <summary>
    /// Memory checks the change set and would show it at once, so the journal is written before: a record that memory then refuses cannot be, because
    /// the session is exclusive and the head was compared.
    /// </summary>
    private sealed class Session(FolderWalletStore store, LedgerId ledger, IWalletWriteSession inner) : IWalletWriteSession
    {
        private bool _isOver;

        public LedgerHead Head => inner.Head;

        public ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken) => inner.LoadAsync(request, cancellationToken);

        public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            cancellationToken.ThrowIfCancellationRequested();
            if (changes.Before != inner.Head)
            {
                throw new WalletStoreException("The change set does not start where the ledger stands.", isTransient: false);
            }

            await store._writing.WaitAsync(cancellationToken);
            try
            {
                store.Append(new Record(ledger) { Changes = changes });
            }
            finally
            {
                store._writing.Release();
            }

            await inner.CommitAsync(changes, default);
        }

        public ValueTask DisposeAsync()
        {
            _isOver = true;
            return inner.DisposeAsync();
        }
    }
}
