using WalletCore;

namespace Samples.Snippets;

internal static class PrecisionSnippets
{
    public static void Run()
    {
        // begin-snippet: ReadingAmounts
        var exact = Money.Parse("1.2300 EUR");
        var taken = Money.TryParse("1.234", Currency.EUR, out _, out var error);
        Console.WriteLine($"{exact}; taken: {taken}, {error}");
        // end-snippet
        Story.Expect(exact == Money.EUR(1.23m) && !taken && error == MoneyParseError.PrecisionExceeded, "1.234 EUR was read");

        // begin-snippet: Splitting
        var thirds = Money.EUR(10m).Allocate(3);
        var byWeight = Money.EUR(0.05m).Allocate([3L, 7L]);
        // end-snippet
        Story.Expect(thirds.SequenceEqual([Money.EUR(3.34m), Money.EUR(3.33m), Money.EUR(3.33m)]), "10.00 in 3 came out otherwise");
        Story.Expect(byWeight.SequenceEqual([Money.EUR(0.02m), Money.EUR(0.03m)]), $"0.05 by 3 to 7 came out as {byWeight[0]}, {byWeight[1]}");

        // begin-snippet: RoundingNamed
        var fee = Money.EUR(99.99m).Multiply(Ratio.Percent(5m), Rounding.HalfEven);
        // end-snippet
        Story.Expect(fee == Money.EUR(5.00m), $"5 % of 99.99 came out as {fee}");

        // begin-snippet: OwnCurrency
        var points = Currency.Define("POINTS", minorUnits: 0);
        var options = new LedgerOptions { Currencies = CurrencyRegistry.Iso.With(points) };
        var welcome = Money.Parse("250 POINTS", options.Currencies);
        // end-snippet
        Story.Expect(welcome == Money.FromMinor(250, points), "250 points came out otherwise");
    }
}
