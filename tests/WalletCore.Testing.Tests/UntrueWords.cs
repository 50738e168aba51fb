using WalletCore.Storage;
using Xunit.Abstractions;

namespace WalletCore.Testing.Tests;

/// <summary>What was decided on a word that turns out to be untrue is taken back, and nothing else is forgotten.</summary>
public class A_word_that_is_untrue(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Changes_no_answer_of_any_command(int seed)
    {
        var dice = new Random(seed);
        var stores = new List<DoubtfulStore>();
        var report = await Workload.RunAsync(
            () => new Doubtful(() => dice.Next(20) == 0, stores), new WorkloadOptions { Seed = seed, Ledgers = 1, Length = 1_500, CacheLength = 100_000 });

        report.ThrowIfDifferent();
        var refused = stores.Sum(store => store.OnWord.Refused);
        output.WriteLine($"{refused} taken back, {stores.Sum(store => store.OnWord.Written)} written on a word, {report.CommandCount} commands");
        Assert.True(refused > 0);
    }

    [Fact]
    public async Task Costs_no_more_than_a_look_at_what_others_moved()
    {
        await using var inner = new InMemoryWalletStore();
        await using var store = new DoubtfulStore(inner, () => false) { TellsPayments = true };
        await using var one = await Ledger.OpenAsync(store);
        await using var other = await Ledger.OpenAsync(inner);
        var wallets = new WalletId[20];
        for (var i = 0; i < wallets.Length; i++)
        {
            wallets[i] = (await one.OpenWalletAsync(new OpenWallet($"owner-{i}") { Currency = Currency.EUR })).ValueOrThrow().Id;
            (await one.DepositAsync(new Deposit(wallets[i], Money.EUR(10m)))).ValueOrThrow();
        }

        var written = store.OnWord.Written;
        (await one.TransferAsync(Pay(0))).ValueOrThrow();
        Assert.Equal(written + 1, store.OnWord.Written);

        // Its next command is decided twice, on an untrue word and on what is so.
        var loaded = store.WalletsLoaded;
        (await other.TransferAsync(new Transfer(wallets[1], wallets[0], Money.EUR(11m)))).ValueOrThrow();
        var refused = await one.TransferAsync(Pay(1));
        Assert.Equal(RefusalCode.InsufficientFunds, refused.Refusal?.Code);
        for (var i = 2; i < wallets.Length - 1; i++)
        {
            (await one.TransferAsync(Pay(i))).ValueOrThrow();
        }

        Assert.Equal(loaded, store.WalletsLoaded);
        Assert.True((await one.VerifyAsync()).IsClean);

        Transfer Pay(int from) => new(wallets[from], wallets[from + 1], Money.EUR(1m)) { Key = $"k-{from}" };
    }

    private sealed class Doubtful(Func<bool> doubts, List<DoubtfulStore> stores) : StoreUnderTest
    {
        public override StoreCapabilities Capabilities => StoreCapabilities.None;

        protected override IWalletStore Open()
        {
            var store = new DoubtfulStore(new InMemoryWalletStore(), doubts);
            stores.Add(store);
            return store;
        }
    }
}
