using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Property = WalletCore.Tests.Support.Property;

namespace WalletCore.Tests.Hostile;

/// <summary>
/// Every parser, fed with anything: it answers or says what is documented, throws nothing else, and what it takes it writes again.
/// </summary>
public sealed class A_parser_fed_with_anything
{
    private const string Alphabet = "abcdefghjkmnpqrstvwxyz0123456789";

    private static readonly string[] Seeds =
    [
        "wlt_01h455vb4pex5vsknk084sn02q", "acc_01h455vb4pex5vsknk084sn02q", "txn_01h455vb4pex5vsknk084sn02q", "frz_01h455vb4pex5vsknk084sn02q",
        "led_01h455vb4pex5vsknk084sn02q", "wlt_7zzzzzzzzzzzzzzzzzzzzzzzzz", "12.30 EUR", "-0.01 EUR", "170141183460469231731687303715884105727 JPY", "1/3", "-8",
        "2.5%", "EUR", "eur", "XXX", "{\"amount\":\"1.00\",\"currency\":\"EUR\"}", "\"1.00 EUR\"", "\"EUR\"", "null", "[]", "{}", "1e9", "0x10", "\u0661\u0662 EUR",
        "1,234.50 EUR", "+1 EUR", " 1 EUR", "1 EUR ", "1  EUR", "", "\0", "\ud800", "EUR 1",
    ];

    /// <summary>Seeds with characters changed, dropped, doubled or put in, whole noise, and the seeds glued together.</summary>
    private static readonly Gen<string> Anything = Gen.Frequency(
        (6, from seed in Gen.Elements(Seeds)
            from edits in Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Edit, count))
            select edits.Aggregate(seed, Apply)),
        (2, Gen.ArrayOf(Gen.Choose(0, 0xFFFF).Select(code => (char)code)).Select(characters => new string(characters))),
        (1, from one in Gen.Elements(Seeds) from other in Gen.Elements(Seeds) select one + other),
        (1, Gen.Choose(1, 5_000).Select(length => new string('9', length) + " EUR")));

    private static Gen<(int Kind, int Place, char Character)> Edit =>
        from kind in Gen.Choose(0, 2)
        from place in Gen.Choose(0, 10_000)
        from character in Gen.OneOf(Gen.Elements<char>([.. Alphabet, '_', '.', '-', '+', ' ', '/', '%', '"', '{', '\0', '\ud800', '\u202e']), Gen.Choose(0, 0xFFFF).Select(code => (char)code))
        select (kind, place, character);

    [Fact]
    public void Of_ids_takes_only_what_it_writes() => Property.Holds(Anything, text =>
    {
        Check<LedgerId>(text);
        Check<WalletId>(text);
        Check<AccountId>(text);
        Check<TransactionId>(text);
        Check<FreezeId>(text);
    }, caseCount: 20_000);

    [Fact]
    public void Of_amounts_writes_what_it_takes() => Property.Holds(Anything, text =>
    {
        if (Money.TryParse(text, out var money))
        {
            Assert.Equal(money, Money.Parse(money.ToString()));
            Assert.Equal(money, Money.Parse(text));
        }
        else
        {
            Throws(() => Money.Parse(text));
        }
    }, caseCount: 20_000);

    [Fact]
    public void Of_ratios_writes_what_it_takes() => Property.Holds(Anything, text =>
    {
        if (Ratio.TryParse(text, out var ratio))
        {
            Assert.Equal(ratio, Ratio.Parse(ratio.ToString()));
        }
        else
        {
            Throws(() => Ratio.Parse(text));
        }
    }, caseCount: 20_000);

    [Fact]
    public void Of_currency_codes_knows_them_or_not() => Property.Holds(Anything, text =>
    {
        if (Currency.TryFromCode(text, out var currency))
        {
            Assert.Equal(text, currency.Code);
        }
        else
        {
            Assert.Throws<UnknownCurrencyException>(() => Currency.FromCode(text));
        }
    }, caseCount: 20_000);

    [Fact]
    public void Of_json_reads_it_or_says_that_it_is_none() => Property.Holds(Anything, text =>
    {
        Json<Money>(text);
        Json<Currency>(text);
        Json<WalletId>(text);
        Json<TransactionId>(text);
    }, caseCount: 20_000);

    [Fact]
    public void Of_metadata_keeps_the_pairs_or_says_that_it_cannot() => Property.Holds(Anything.SelectMany(_ => Anything, (key, value) => (key, value)), pair =>
    {
        try
        {
            var metadata = new Metadata(KeyValuePair.Create(pair.key, pair.value));
            Assert.Equal(pair.value, metadata[pair.key]);
            Assert.Equal(pair.value, JsonDocument.Parse(metadata.ToJson()).RootElement.GetProperty(pair.key).GetString());
        }
        catch (ArgumentException)
        {
            // Too long, a control character or half a surrogate pair.
        }
    }, caseCount: 20_000);

    private static string Apply(string text, (int Kind, int Place, char Character) edit)
    {
        var place = edit.Place % (text.Length + 1);
        return edit.Kind switch
        {
            0 => text.Insert(place, edit.Character.ToString()),
            1 when place < text.Length => text.Remove(place, 1),
            _ when place < text.Length => text.Remove(place, 1).Insert(place, edit.Character.ToString()),
            _ => text,
        };
    }

    private static void Check<T>(string text)
        where T : ISpanParsable<T>
    {
        if (T.TryParse(text, null, out var id))
        {
            // One id, one text: two texts of one id would be two keys of one thing.
            Assert.Equal(text, id.ToString());
        }
        else
        {
            Assert.Throws<FormatException>(() => T.Parse(text, null));
        }
    }

    private static void Json<T>(string text)
    {
        try
        {
            // As bytes: a text with half a surrogate pair in it never comes from a file or a wire.
            var value = JsonSerializer.Deserialize<T>(Encoding.UTF8.GetBytes(text));
            Assert.Equal(value, JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value)));
        }
        catch (JsonException)
        {
            // What a reader of JSON expects, and all that it has to catch.
        }
    }

    private static void Throws(Action parse) =>
        Assert.True(Record.Exception(parse) is FormatException or OverflowException or UnknownCurrencyException or MoneyPrecisionException, "Something undocumented was thrown.");
}
