using BenchmarkDotNet.Attributes;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Bench;

/// <summary>
/// The pure rules, with everything they need in memory: no queue, no store, no waiting. A run of commands is decided and undone together,
/// so every run finds the same state.
/// </summary>
public class DecidingBenchmarks
{
    private const int CommandCount = 256;
    private const long Now = 1_800_000_000_000_000;
    private const string PayerParty = "payer";
    private const string ShopParty = "shop";

    private Decider _decider = null!;
    private Command[] _transfers = [];
    private Command[] _unkeyed = [];
    private Command[] _sales = [];

    [GlobalSetup]
    public void SetUp()
    {
        var sale = PostingRule.Define("sale", 1, rule => rule
            .Move("fee", Place.Wallet(PayerParty), Place.System(SystemAccount.FeesCode), AmountRule.Percent(2.9m), PostingRole.Fee)
            .Move("price", Place.Wallet(PayerParty), Place.Wallet(ShopParty), AmountRule.Remaining));
        var ledger = new LedgerContext(IdMint.Ledger(Now, UInt128.MaxValue / 3), new LedgerOptions { Rules = [sale] });
        var set = new WorkingSet(ledger, default);
        _decider = new Decider(set, new Needs(set));
        var wallets = Enumerable.Range(0, CommandCount).Select(Open).ToArray();
        _transfers = Make(i => new Transfer(wallets[i], wallets[(i + 1) % CommandCount], Money.EUR(1.23m)) { Key = $"key-{i}" });
        _unkeyed = Make(i => new Transfer(wallets[i], wallets[(i + 1) % CommandCount], Money.EUR(1.23m)));
        _sales = Make(i => new Post("sale", Money.EUR(19.99m))
        {
            Key = $"key-{i}",
            Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal)
            {
                [PayerParty] = wallets[i],
                [ShopParty] = wallets[(i + 1) % CommandCount],
            },
        });
        Decide(_unkeyed[0]);
    }

    [Benchmark(OperationsPerInvoke = CommandCount)]
    public int TransferWithKey() => DecideAll(_transfers);

    [Benchmark(OperationsPerInvoke = CommandCount)]
    public int TransferWithoutKey() => DecideAll(_unkeyed);

    [Benchmark(OperationsPerInvoke = CommandCount)]
    public int SaleWithAFee() => DecideAll(_sales);

    [Benchmark]
    public CommandFingerprint Fingerprint() => _transfers[0].Fingerprint();

    private static Command[] Make(Func<int, Command> make) => [.. Enumerable.Range(0, CommandCount).Select(make)];

    private int DecideAll(Command[] commands)
    {
        var mark = _decider.Mark();
        foreach (var command in commands)
        {
            Decide(command);
        }

        _decider.RollBack(mark);
        return commands.Length;
    }

    private WalletRef Open(int number)
    {
        var opened = (WalletReceipt)Decide(new OpenWallet($"owner-{number}") { Currency = Currency.EUR });
        Decide(new Deposit(opened.Wallet.Id, Money.EUR(1_000_000m)));
        return opened.Wallet.Id;
    }

    private Receipt Decide(Command command) =>
        (_decider.Decide(command, Now) ?? throw new InvalidOperationException("Something is not in memory.")).ValueOrThrow();
}
