using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>A store that is wrong in one way, and the case of the kit that catches it.</summary>
internal sealed record Mutant(string Name, string CaughtBy, Func<IWalletStore, IWalletStore> Break)
{
    public StoreUnderTest Create() => new UnderTest(Break);

    private sealed class UnderTest(Func<IWalletStore, IWalletStore> wrap) : StoreUnderTest
    {
        public override StoreCapabilities Capabilities => StoreCapabilities.WritesLedgersInParallel;

        protected override IWalletStore Open() => wrap(new InMemoryWalletStore());
    }
}
