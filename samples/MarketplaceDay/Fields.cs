using System.Globalization;
using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>The fields of one line after key and verb, each read as what its verb says it is.</summary>
internal sealed class Fields(string[] texts)
{
    public int Count => texts.Length;

    public string Text(int index, string what) =>
        texts[index].Length > 0 ? texts[index] : throw new MalformedLineException($"no {what}");

    public WalletRef Wallet(int index)
    {
        var owner = Text(index, "wallet");
        return owner.Length <= Limits.IdLengthMax && !owner.Any(char.IsControl)
            ? WalletRef.ByOwner(owner)
            : throw new MalformedLineException("wallet malformed");
    }

    public Money Amount(int index) =>
        Money.TryParse(Text(index, "amount"), Marketplace.Currencies, out var amount, out var error)
            ? amount
            : throw new MalformedLineException(error switch
            {
                MoneyParseError.UnknownCurrency => "currency unknown",
                MoneyParseError.PrecisionExceeded => "amount has more decimals than its currency",
                MoneyParseError.Overflow => "amount past the range",
                _ => "amount malformed",
            });

    public Money? OptionalAmount(int index) => IsThere(index) ? Amount(index) : null;

    public WalletRef? OptionalWallet(int index) => IsThere(index) ? Wallet(index) : null;

    public Currency Currency(int index) =>
        Marketplace.Currencies.TryFromCode(Text(index, "currency"), out var currency) ? currency : throw new MalformedLineException("currency unknown");

    public Ratio Rate(int index) =>
        decimal.TryParse(Text(index, "rate"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            ? Ratio.FromDecimal(rate)
            : throw new MalformedLineException("rate malformed");

    public DateOnly Date(int index) =>
        DateOnly.TryParseExact(Text(index, "date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new MalformedLineException("date malformed");

    /// <summary>One of a few words; the first where the field is empty or missing.</summary>
    public T Choice<T>(int index, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (!IsThere(index))
        {
            return choices[0].Value;
        }

        foreach (var (word, value) in choices)
        {
            if (texts[index] == word)
            {
                return value;
            }
        }

        throw new MalformedLineException("word unknown");
    }

    private bool IsThere(int index) => index < texts.Length && texts[index].Length > 0;
}
