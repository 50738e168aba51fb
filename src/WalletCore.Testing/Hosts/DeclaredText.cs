namespace WalletCore.Testing;

/// <summary>Reads an amount as the definition of its rule, which the journal keeps, has it: words, by recursive descent.</summary>
internal sealed class DeclaredText
{
    private const string Principal = "amount";

    private readonly string _text;
    private readonly PostingRule _rule;
    private readonly CurrencyRegistry _currencies;
    private int _at;

    private DeclaredText(string text, PostingRule rule, CurrencyRegistry currencies)
    {
        _text = text;
        _rule = rule;
        _currencies = currencies;
    }

    public static DeclaredAmount Read(AmountRule amount, PostingRule rule, CurrencyRegistry currencies)
    {
        var reader = new DeclaredText(amount.ToString(), rule, currencies);
        var read = rule.Inputs.Contains(Principal, StringComparer.Ordinal) ? throw reader.Fault() : reader.ReadAmount();
        return reader._at == reader._text.Length ? read : throw reader.Fault();
    }

    private DeclaredAmount ReadAmount()
    {
        if (Take("amount converted at "))
        {
            return new DeclaredConversion(TakeUntil(",)"));
        }

        if (Take("the rest"))
        {
            return new DeclaredRest();
        }

        if (Take("("))
        {
            return ReadPair();
        }

        foreach (var isMarginal in new[] { true, false })
        {
            if (Take(isMarginal ? "marginal tiers [" : "slab tiers ["))
            {
                return ReadTiers(isMarginal);
            }
        }

        var word = TakeUntil(" ,)");
        return Take(" of ") ? new DeclaredFraction(Ratio.Parse(word), ReadAmount())
            : word == Principal ? new DeclaredPrincipal()
            : _rule.Inputs.Contains(word, StringComparer.Ordinal) ? new DeclaredInput(word)
            : Take(" ") ? new DeclaredFixed(MoneyOf($"{word} {TakeUntil(" ,)")}"))
            : throw Fault();
    }

    private DeclaredAmount ReadPair()
    {
        var left = ReadAmount();
        var kind = new[] { " + ", ", at least ", ", at most " }.FirstOrDefault(Take) ?? throw Fault();
        var right = ReadAmount();
        return !Take(")") ? throw Fault()
            : kind == " + " ? new DeclaredSum(left, right)
            : new DeclaredBound(left, right, IsMinimum: kind == ", at least ");
    }

    private DeclaredTiers ReadTiers(bool isMarginal)
    {
        var tiers = new List<(Money? UpTo, Ratio Rate, Money? Fixed)>();
        do
        {
            Money? upTo = Take("above: ") ? null : Take("up to ") ? MoneyOf(TakeUntil(":")) : throw Fault();
            _ = upTo is null || (Take(": ") ? true : throw Fault());
            var rate = Ratio.Parse(TakeUntil(" ;]"));
            tiers.Add((upTo, rate, Take(" + ") ? MoneyOf(TakeUntil(";]")) : null));
        }
        while (Take("; "));
        return Take("] of amount") ? new DeclaredTiers(isMarginal, tiers) : throw Fault();
    }

    private Money MoneyOf(string text) => Money.TryParse(text, _currencies, out var money, out _) ? money : throw Fault();

    private bool Take(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private string TakeUntil(string ends)
    {
        var from = _at;
        var end = _text.AsSpan(from).IndexOfAny(ends);
        _at = end < 0 ? _text.Length : from + end;
        return _text[from.._at];
    }

    private NotSupportedException Fault() => new($"What {_rule} moves cannot be told from its words: {_text}.");
}
