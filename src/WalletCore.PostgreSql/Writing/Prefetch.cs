using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>What a caller said it would ask for, asked for together with the lock. Good for one load, of that very request.</summary>
internal sealed class Prefetch
{
    private readonly LoadRequest _request;
    private StateLoader? _loader;

    /// <param name="trip">The round trip that takes the lock, up to the statement that takes it.</param>
    /// <param name="database">The database.</param>
    /// <param name="ledger">The ledger's key.</param>
    /// <param name="request">What will be asked for.</param>
    public Prefetch(RoundTrip trip, Database database, long ledger, LoadRequest request)
    {
        _request = request;
        Hashes = database.KeyHashes(ledger);
        _loader = new StateLoader(trip, database.Tables, ledger, request, Hashes);
    }

    /// <summary>What it finds of the hashes of keys.</summary>
    public KeyHashes Hashes { get; }

    /// <summary>The answer, where that is what was asked and it was not taken yet; else null.</summary>
    public LedgerState? Take(LoadRequest request)
    {
        var loader = ReferenceEquals(request, _request) ? _loader : null;
        _loader = null;
        return loader?.Finish();
    }
}
