using System.Globalization;

namespace WalletCore.Load.Measuring;

/// <summary>A median, and between what it would have come out in 95 of 100 runs.</summary>
internal readonly record struct MedianOfRounds(double Middle, double Low, double High)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Middle:0.00} ({Low:0.00}-{High:0.00})");
}
