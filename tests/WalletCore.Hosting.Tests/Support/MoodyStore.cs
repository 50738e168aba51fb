using WalletCore.Storage;

namespace WalletCore.Hosting.Tests.Support;

/// <summary>The in-memory store, which fails while it is told to, and says when it was disposed.</summary>
internal sealed class MoodyStore(List<string>? diary = null) : IWalletStore
{
    private readonly InMemoryWalletStore _inner = new();

    public WalletStoreException? Failure { get; set; }

    private WalletStoreException? _failureOnce;

    public void FailOnce(WalletStoreException failure) => _failureOnce = failure;

    public int Openings { get; private set; }

    public string Kind => "moody";

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken)
    {
        Openings++;
        ThrowIfMoody();
        return _inner.RegisterLedgerAsync(proposal, cancellationToken);
    }

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => _inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        _inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => _inner.DiscardLedgerAsync(ledger, cancellationToken);

    public ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        ThrowIfMoody();
        return _inner.BeginWriteAsync(ledger, cancellationToken);
    }

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        ThrowIfMoody();
        return _inner.OpenReaderAsync(ledger, scope, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        diary?.Add("store disposed");
        return _inner.DisposeAsync();
    }

    private void ThrowIfMoody()
    {
        if (Interlocked.Exchange(ref _failureOnce, null) is { } once)
        {
            throw once;
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
