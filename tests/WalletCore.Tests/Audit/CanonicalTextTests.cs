using System.Buffers.Binary;
using System.Text;

namespace WalletCore.Tests.Audit;

/// <summary>Short plain text takes a short way into the canonical bytes. The bytes are the same as those of the long way.</summary>
public class A_text_in_canonical_bytes
{
    [Theory]
    [InlineData("")]
    [InlineData("EUR")]
    [InlineData("\u007f")]
    [InlineData("\u0080")]
    [InlineData("order-7 caf\u00e9")]
    [InlineData("\u20ac")]
    [InlineData("\ud83d\ude00 paid")]
    [InlineData("exactly thirty-two characters ..")]
    [InlineData("exactly thirty-two character ..\u00e9")]
    [InlineData("thirty-three characters, one more")]
    public void Is_its_length_and_its_utf_8_between_what_stands_around_it(string text)
    {
        var buffer = new CanonicalBuffer();
        buffer.Add((byte)1);
        buffer.Add(text);
        buffer.Add((byte)2);

        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        Assert.Equal([1, .. length, .. utf8, 2], buffer.Written.ToArray());
    }
}
