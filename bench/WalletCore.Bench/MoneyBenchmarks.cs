using BenchmarkDotNet.Attributes;

namespace WalletCore.Bench;

/// <summary>The arithmetic and the text of money: what every command and every answer passes through.</summary>
public class MoneyBenchmarks
{
    private readonly Money _price = Money.EUR(1_234.56m);
    private readonly Money _fee = Money.EUR(0.29m);
    private readonly Ratio _share = Ratio.Percent(2.9m);
    private readonly long[] _weights = [5, 3, 1, 1];
    private readonly char[] _buffer = new char[64];

    [Benchmark]
    public Money Add() => _price + _fee;

    [Benchmark]
    public int Compare() => _price.CompareTo(_fee);

    [Benchmark]
    public Money OfDecimal() => Money.Of(1_234.56m, Currency.EUR);

    [Benchmark]
    public Money MultiplyByAPercentage() => _price.Multiply(_share, Rounding.HalfEven);

    [Benchmark]
    public Money[] AllocateToThree() => _price.Allocate(3);

    [Benchmark]
    public Money[] AllocateByWeights() => _price.Allocate(_weights);

    [Benchmark]
    public Money Parse() => Money.Parse("1234.56 EUR");

    [Benchmark]
    public string Format() => _price.ToString();

    [Benchmark]
    public bool FormatIntoABuffer() => _price.TryFormat(_buffer, out _, default, null);
}
