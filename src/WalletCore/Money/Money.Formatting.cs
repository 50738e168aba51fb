using System.Text;

namespace WalletCore;

/// <content>
/// Writing. The spelling is the one that is read, with exactly the decimals of the currency, and depends on no culture. Format
/// providers are ignored.
/// </content>
public readonly partial record struct Money : ISpanFormattable, IUtf8SpanFormattable
{
    private const int FormattedLengthMax = AmountText.LengthMax + 1 + Currency.CodeLengthMax;

    /// <summary>The amount and the code: <c>12.30 EUR</c>; <c>0 XXX</c> for <c>default(Money)</c>, which is not read back.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[FormattedLengthMax];
        return new string(buffer[..Write(buffer, withCode: true)]);
    }

    /// <summary>The amount without the code: <c>12.30</c>.</summary>
    public string ToAmountString()
    {
        Span<char> buffer = stackalloc char[FormattedLengthMax];
        return new string(buffer[..Write(buffer, withCode: false)]);
    }

    /// <summary>The amount in a named format.</summary>
    /// <param name="format"><c>G</c>, null or empty for <c>12.30 EUR</c>; <c>A</c> for <c>12.30</c>.</param>
    /// <param name="formatProvider">Ignored: amounts are written the same in every culture.</param>
    /// <exception cref="FormatException">The format is another one.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => IsWithCode(format) ? ToString() : ToAmountString();

    /// <summary>Writes the amount into a span.</summary>
    /// <param name="destination">Receives the characters; 54 always suffice.</param>
    /// <param name="charsWritten">How many were written.</param>
    /// <param name="format"><c>G</c> or empty for <c>12.30 EUR</c>; <c>A</c> for <c>12.30</c>.</param>
    /// <param name="provider">Ignored.</param>
    /// <returns>Whether the destination was long enough.</returns>
    /// <exception cref="FormatException">The format is another one.</exception>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<char> buffer = stackalloc char[FormattedLengthMax];
        var count = Write(buffer, IsWithCode(format));
        var fits = buffer[..count].TryCopyTo(destination);
        charsWritten = fits ? count : 0;
        return fits;
    }

    /// <summary>Writes the amount into a span as UTF-8, which for amounts is ASCII.</summary>
    /// <param name="utf8Destination">Receives the bytes; 54 always suffice.</param>
    /// <param name="bytesWritten">How many were written.</param>
    /// <param name="format"><c>G</c> or empty for <c>12.30 EUR</c>; <c>A</c> for <c>12.30</c>.</param>
    /// <param name="provider">Ignored.</param>
    /// <returns>Whether the destination was long enough.</returns>
    /// <exception cref="FormatException">The format is another one.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<char> buffer = stackalloc char[FormattedLengthMax];
        var count = Write(buffer, IsWithCode(format));
        bytesWritten = 0;
        return count <= utf8Destination.Length
            && Ascii.FromUtf16(buffer[..count], utf8Destination, out bytesWritten) == System.Buffers.OperationStatus.Done;
    }

    private static bool IsWithCode(ReadOnlySpan<char> format) => format switch
    {
        "" or "G" => true,
        "A" => false,
        _ => throw new FormatException("An amount has the formats G (12.30 EUR) and A (12.30)."),
    };

    private int Write(Span<char> buffer, bool withCode)
    {
        var count = AmountText.Write(AmountMinor, Currency.MinorUnits, buffer);
        if (!withCode)
        {
            return count;
        }

        buffer[count++] = ' ';
        Currency.Code.CopyTo(buffer[count..]);
        return count + Currency.Code.Length;
    }
}
