using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using WalletCore.PostgreSql.Tables;
using WalletCore.SqlStores;
using Property = WalletCore.Tests.Support.Property;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>Places of keys: which keys are neighbours, and that a place never changes.</summary>
public sealed class KeyPlaceTests
{
    private const long Ledger = 4_611_686_018_427_387_905;
    private const long UnitLength = 1L << 36;
    private const string Base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Stems = "0123456789abcXYZ-_:ü支";

    private static Gen<string> Stem => Gen.Elements(Stems.ToCharArray()).ArrayOf().Select(static letters => new string(letters));

    private static Gen<ulong> Bits => Gen.Choose(0, (1 << 22) - 1).Three().Select(static three => ((ulong)three.Item1 << 44) ^ ((ulong)three.Item2 << 22) ^ (ulong)three.Item3);

    // From 2004 to 2109.
    private static Gen<long> Times => Bits.Select(static bits => (1L << 40) + (long)(bits % (3UL << 40)));

    // Worked out by another program, from the description.
    [Theory]
    [InlineData("a", 3262675089148189501)]
    [InlineData("order-", 279353841010275969)]
    [InlineData("7", 4042910909637463350)]
    [InlineData("07", -4929584281324189578)]
    [InlineData("payment-7", -8581121899330582565)]
    [InlineData("payment-07", -5798326987331760431)]
    [InlineData("payment-000042", 5805901487404123225)]
    [InlineData("999999999999999999", -6125323000902216554)]
    [InlineData("1999999999999999999", -4871850169588566222)]
    [InlineData("x123456789012345678", -6979204122495778911)]
    [InlineData("x0123456789012345678", -6450908785812500596)]
    [InlineData("zahlung-ü-12", -1544424930657848514)]
    [InlineData("支付-№-", -6655287506263677887)]
    [InlineData("支付-№-1000000", -7272178857255089003)]
    [InlineData("a٣", -3544687193770459062)]
    [InlineData("0197a3f2-6b10-7c4d-8f2a-1b3c5d7e9f01", -1658280395118754990)]
    [InlineData("0197A3F2-6B10-7C4D-8F2A-1B3C5D7E9F01", -1658280398440202669)]
    [InlineData("pay_0197a3f2-6b10-7c4d-8f2a-1b3c5d7e9f01", -1658280351522641675)]
    [InlineData("zahlung-ü-0197a3f26b107c4d8f2a1b3c5d7e9f01", -1658280394921841227)]
    [InlineData("0197a3f26b107c4dbf2a1b3c5d7e9f0a", -1658280410643568268)]
    [InlineData("0197a3f2-6b10-4c4d-8f2a-1b3c5d7e9f0a", -3342337956750618268)]
    [InlineData("0197a3f2-6b10-7c4d-7f2a-1b3c5d7e9f0a", 9077487881659913689)]
    [InlineData("0097a3f2-6b10-7c4d-8f2a-1b3c5d7e9f0a", 8621556297565919401)]
    [InlineData("0497a3f2-6b10-7c4d-8f2a-1b3c5d7e9f0a", -4797930107781432052)]
    [InlineData("0197a3f2-6b10-7c4d-8f2a_1b3c5d7e9f0a", 1953140650206879379)]
    [InlineData("0197a3f2-6b10-7c4d-8f2a-1b3c5d7e9f0g", 4429302629308498325)]
    [InlineData("01JZ8Z4TXGQW3V7K2M9RBN5CDE", -829617935347749942)]
    [InlineData("01jz8z4txgqw3v7k2m9rbn5cde", -829617898920256355)]
    [InlineData("pay_01JZ8Z4TXGQW3V7K2M9RBN5CDE", -829617932193498037)]
    [InlineData("user_01jz8z4txgqw3v7k2m9rbn5cd9", -829617926952373363)]
    [InlineData("01JZ8Z4TXGQW3V7K2M9RBN5CDU", -6145719497506921328)]
    [InlineData("00JZ8Z4TXGQW3V7K2M9RBN5CDE", 3561873913300514849)]
    [InlineData("04JZ8Z4TXGQW3V7K2M9RBN5CDE", -6274587433682676477)]
    [InlineData("1JZ8Z4TXGQW3V7K2M9RBN5CDE", 1138944022374848060)]
    [InlineData("f47ac10b-58cc-4372-a567-0e02b2c3d479", -4277742747256963549)]
    [InlineData("01ZZZZZZZZZZZZZZZZZZZZZZZZ", -45758482579)]
    [InlineData("03ZZZZZZZZYYYYYYYYYYYYYYYY", -57086517727)]
    public void Is_what_it_has_always_been(string key, long place) => Assert.Equal(place, Place(key));

    [Fact]
    public void Is_what_it_has_always_been_for_the_longest_keys_and_for_other_ledgers()
    {
        Assert.Equal(-4437125632462315784, Place(new string('k', Limits.KeyLengthMax)));
        Assert.Equal(-5030325249670851169, Place(new string('k', Limits.KeyLengthMax - 1) + "5"));
        Assert.Equal(-829617934854610508, Place(new string('ü', 174) + "01JZ8Z4TXGQW3V7K2M9RBN5CDE"));
        Assert.Equal(-8171561433280357103, Place("payment-7", -42));
        Assert.Equal(-829617897014764112, Place("01JZ8Z4TXGQW3V7K2M9RBN5CDE", -42));
        Assert.Equal(-9097962278557333208, Place("order-", -42));
    }

    [Fact]
    public void Numbers_that_follow_one_another_have_places_that_do() => Property.Holds(
        from stem in Stem from number in Bits from digits in Gen.Choose(1, 18) select (Stem: stem + "#", Number: number, Digits: digits),
        test =>
        {
            var limit = (ulong)Math.Pow(10, test.Digits) - 1;
            var number = test.Number % limit;
            var next = unchecked(Place(Numbered(test.Stem, number + 1, test.Digits)) - Place(Numbered(test.Stem, number, test.Digits)));
            Assert.Equal(1, next);
        });

    [Fact]
    public void Of_numbers_that_are_too_long_the_last_18_digits_follow_one_another() => Property.Holds(
        from stem in Stem from number in Bits select (Stem: stem + "#12345", Number: number % 999_999_999_999_999_999),
        test => Assert.Equal(1, unchecked(Place(Numbered(test.Stem, test.Number + 1, 18)) - Place(Numbered(test.Stem, test.Number, 18)))));

    [Fact]
    public void Ids_of_one_time_are_neighbours_whatever_else_is_in_them_or_before_them() => Property.Holds(
        from stem in Stem from time in Times from other in Gen.Choose(0, 63) from bits in Bits.ArrayOf(4) select (stem, time, other, bits),
        test =>
        {
            var (stem, time, other, bits) = test;
            long[] places =
            [
                Place(stem + Uuid(time, bits[0], bits[1])),
                Place("pay_" + Uuid(time & ~63, bits[2], bits[3]).ToUpperInvariant()),
                Place(stem + Uuid((time & ~63) + other, bits[1], bits[2]).Replace("-", "", StringComparison.Ordinal)),
                Place(stem + Ulid(time, bits[0], bits[3])),
                Place(stem + Ulid((time & ~63) + other, bits[2], bits[0]).ToLowerInvariant()),
            ];

            Assert.All(places, place => Assert.Equal((time >> 6) << 36, place & ~(UnitLength - 1)));
        });

    [Fact]
    public void Keys_that_differ_have_places_that_differ()
    {
        var random = new Random(20260703);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 40_000; i++)
        {
            var (time, one, other) = (1_780_000_000_000 + (i * 3L), (ulong)random.NextInt64(), (ulong)random.NextInt64());
            keys.Add(Random(random).ToString());
            keys.Add("pay_" + Uuid(time, one, other));
            keys.Add(Ulid(time, other, one));
            keys.Add(string.Create(CultureInfo.InvariantCulture, $"payment-{i}"));
            keys.Add(string.Create(CultureInfo.InvariantCulture, $"{one}-{i:D9}"));
            keys.Add(string.Create(CultureInfo.InvariantCulture, $"{other}x"));
        }

        Assert.Equal(240_000, keys.Count);
        Assert.Equal(keys.Count, keys.Select(static key => Place(key)).Distinct().Count());
    }

    [Fact]
    public void Random_ids_are_spread_evenly()
    {
        var random = new Random(20260704);
        var counts = new int[64];
        for (var i = 0; i < 64_000; i++)
        {
            counts[unchecked((ulong)Place(Random(random).ToString())) >> 58]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
    }

    [Theory]
    [InlineData("7", "07")]
    [InlineData("a-7", "a-07")]
    [InlineData("a-99", "a-100")]
    [InlineData("a7", "b7")]
    public void Numbers_of_other_stems_and_lengths_stand_elsewhere(string one, string other) =>
        Assert.True(Math.Abs((decimal)Place(one) - Place(other)) > 1_000_000);

    private static long Place(string key, long ledger = Ledger) => KeyText.Hash(KeyPlace.Of, ledger, key);

    private static string Numbered(string stem, ulong number, int digits) => stem + number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static Guid Random(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Uuid(long time, ulong one, ulong other) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time >> 16:x8}-{time & 0xFFFF:x4}-7{one & 0xFFF:x3}-{0x8000 | (other & 0x3FFF):x4}-{(other >> 16) & 0xFFFF_FFFF_FFFF:x12}");

    private static string Ulid(long time, ulong one, ulong other)
    {
        var letters = new char[26];
        for (var i = 0; i < letters.Length; i++)
        {
            var bits = i < 10 ? (ulong)time >> (5 * (9 - i)) : (i < 18 ? one >> (5 * (i - 10)) : other >> (5 * (i - 18)));
            letters[i] = Base32[(int)(bits & 31)];
        }

        return new string(letters);
    }
}
