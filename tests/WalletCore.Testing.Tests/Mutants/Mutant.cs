using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>A store that is wrong in one way, and the case of the kit that catches it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="CaughtBy">The case.</param>
/// <param name="Break">Makes a right store wrong.</param>
/// <param name="Words">What the case must say, where it could as well fail for another reason; null: anything.</param>
internal sealed record Mutant(string Name, string CaughtBy, Func<IWalletStore, IWalletStore> Break, string? Words = null)
{
    public StoreUnderTest Create() => new UnderTest(Break);

    private sealed class UnderTest(Func<IWalletStore, IWalletStore> wrap) : StoreUnderTest
    {
        public override StoreCapabilities Capabilities => StoreCapabilities.WritesLedgersInParallel;

        protected override IWalletStore Open() => wrap(new InMemoryWalletStore());
    }
}
