using WalletCore.Testing;

namespace WalletCore.Storage.Tests;

internal sealed class InMemoryStoreUnderTest : StoreUnderTest
{
    public override StoreCapabilities Capabilities => StoreCapabilities.WritesLedgersInParallel;

    protected override IWalletStore Open() => new InMemoryWalletStore();
}
