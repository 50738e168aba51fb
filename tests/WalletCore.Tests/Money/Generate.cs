using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace WalletCore.Tests.Amounts;

/// <summary>Random numbers, currencies and amounts. Extremes and small numbers come often, since that is where mistakes live.</summary>
internal static class Generate
{
    public static readonly Currency Points = Currency.Define("POINTS", 0);
    public static readonly Currency Token = Currency.Define("TOKEN18", 18);
    public static readonly CurrencyRegistry Registry = CurrencyRegistry.Iso.With(Points, Token);

    private static readonly Gen<ulong> Word =
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        from rest in Gen.Choose(0, 3)
        select ((ulong)(uint)high << 33) | ((ulong)(uint)low << 2) | (uint)rest;

    /// <summary>Numbers of 1 to 127 bits, each width as likely as any other, of both signs; and the extremes.</summary>
    public static readonly Gen<Int128> Int128s = Gen.Frequency(
        (1, Gen.Elements(
            Int128.MinValue, Int128.MinValue + 1, Int128.MaxValue, Int128.MaxValue - 1, 0, 1, -1, long.MinValue, ulong.MaxValue)),
        (3, Gen.Choose(-1_000, 1_000).Select(number => (Int128)number)),
        (6, from high in Word
            from low in Word
            from width in Gen.Choose(1, 127)
            from negative in Gen.Elements(true, false)
            let size = (Int128)(new UInt128(high, low) >> (128 - width))
            select negative ? -size : size));

    public static readonly Gen<Int128> NonNegative =
        Int128s.Select(number => number == Int128.MinValue ? Int128.MaxValue : Int128.Abs(number));

    public static readonly Gen<Currency> Currencies = Gen.Elements(
        Currency.EUR, Currency.JPY, Currency.BHD, Currency.FromCode("CLF"), Points, Token);

    public static readonly Gen<Money> Moneys = from amount in Int128s from currency in Currencies select Money.FromMinor(amount, currency);

    /// <summary>Amounts of one currency, of which any few can be added.</summary>
    public static readonly Gen<Money> SmallEuros = Int128s.Select(amount => Money.FromMinor(amount / 16, Currency.EUR));

    public static readonly Gen<Ratio> Ratios =
        from numerator in Int128s
        from denominator in NonNegative
        select Ratio.Of(numerator, Int128.Max(1, denominator));

    public static bool IsInRange(BigInteger number) => number >= Int128.MinValue && number <= Int128.MaxValue;
}
