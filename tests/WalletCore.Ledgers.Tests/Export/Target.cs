using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>An empty store to move a ledger to.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("walletcore-").FullName;

    public Target(string kind) => Store = TestLedger.CreateStore(kind, _folder);

    public IWalletStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
