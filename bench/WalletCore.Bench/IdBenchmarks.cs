using BenchmarkDotNet.Attributes;

namespace WalletCore.Bench;

/// <summary>Ids as text, and the ordinal read back out of them.</summary>
public class IdBenchmarks
{
    private const long Ordinal = 123_456_789;
    private const long AtMicros = 1_800_000_000_000_000;

    private readonly IdMint _mint = new(IdMint.Ledger(AtMicros, UInt128.MaxValue / 3));
    private WalletId _id;
    private string _text = "";

    [GlobalSetup]
    public void SetUp()
    {
        _id = _mint.Wallet(Ordinal, AtMicros);
        _text = _id.ToString();
    }

    [Benchmark]
    public WalletId Mint() => _mint.Wallet(Ordinal, AtMicros);

    [Benchmark]
    public bool ReadTheOrdinal() => _mint.TryOrdinal(_id.Value, out _);

    [Benchmark]
    public string Format() => _id.ToString();

    [Benchmark]
    public WalletId Parse() => WalletId.Parse(_text);
}
