namespace WalletCore;

/// <summary>What text the ledger accepts: well-formed UTF-16 without control characters, of bounded length.</summary>
internal static class Text
{
    public static bool Fits(string? text, int lengthMax, bool allowEmpty = false, bool allowLineBreaks = false) =>
        text is not null && (allowEmpty || text.Length > 0) && text.Length <= lengthMax && IsClean(text, allowLineBreaks);

    public static void ThrowUnlessFits(string? text, int lengthMax, string parameter, bool allowEmpty = false, bool allowLineBreaks = false)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (!Fits(text, lengthMax, allowEmpty, allowLineBreaks))
        {
            throw new ArgumentException(
                $"Must have {(allowEmpty ? 0 : 1)} to {lengthMax} characters, no control characters and no lone surrogates.", parameter);
        }
    }

    private static bool IsClean(string text, bool allowLineBreaks)
    {
        // Nearly every text is plain ASCII, which the processor tells many characters at a time.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007f')
            {
                continue;
            }

            if (char.IsControl(c) && !(allowLineBreaks && c is '\n' or '\r' or '\t'))
            {
                return false;
            }

            if (char.IsSurrogate(c))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(c, text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
