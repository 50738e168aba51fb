using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>A store whose process ends after so many commits: from then on nothing is done, not even what cleans up.</summary>
internal sealed class KilledStore(IWalletStore inner, int commitsMax) : IWalletStore
{
    private int _commits;

    public string Kind => inner.Kind;

    private bool IsDead => _commits >= commitsMax;

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) =>
        Alive().RegisterLedgerAsync(proposal, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => Alive().ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        Alive().PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => Alive().DiscardLedgerAsync(ledger, cancellationToken);

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        var session = await Alive().BeginWriteAsync(ledger, cancellationToken);
        _commits++;
        return session;
    }

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        Alive().OpenReaderAsync(ledger, scope, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private IWalletStore Alive() => IsDead ? throw new KilledException() : inner;

    public sealed class KilledException() : Exception("Killed.");
}
