using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;
using WalletCore.Tests.Shared.PostgreSql;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>An empty store to move a ledger to.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("walletcore-").FullName;

    private readonly FreshSchema? _schema;

    public Target(string kind)
    {
        _schema = kind == "postgresql" ? new FreshSchema() : null;
        Store = TestLedger.CreateStore(kind, _folder, _schema);
    }

    public IWalletStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _schema?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
