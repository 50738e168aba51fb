using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>A session of a <see cref="FaultyWalletStore"/>. Once torn it is good for nothing but being disposed of.</summary>
internal sealed class FaultySession(FaultyWalletStore store, IWalletWriteSession inner) : IWalletWriteSession
{
    private bool _isTorn;

    public LedgerHead Head => inner.Head;

    public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        ThrowIfTorn(FaultPoint.Load);
        await StrikeAsync(FaultPoint.Load);
        return await inner.LoadAsync(request, cancellationToken);
    }

    public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ThrowIfTorn(FaultPoint.BeforeCommit);
        await StrikeAsync(FaultPoint.BeforeCommit);
        await inner.CommitAsync(changes, cancellationToken);
        store.CountCommit();
        if (await store.StrikeAsync(FaultPoint.AfterCommit) is not { } fault)
        {
            return;
        }

        _isTorn = true;
        await inner.DisposeAsync();
        if (store.AfterLostAnswer is { } then)
        {
            await then();
        }

        throw fault.Fault;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask StrikeAsync(FaultPoint point)
    {
        if (await store.StrikeAsync(point) is not { } fault)
        {
            return;
        }

        if (fault.Kind == FaultKind.Torn)
        {
            _isTorn = true;
            await inner.DisposeAsync();
        }

        throw fault.Fault;
    }

    private void ThrowIfTorn(FaultPoint point)
    {
        if (_isTorn)
        {
            throw FaultyWalletStore.Make(point, FaultKind.Torn);
        }
    }
}
