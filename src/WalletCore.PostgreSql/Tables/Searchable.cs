namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// Texts that PostgreSQL can hold. No row has another one, but somebody may well ask for it, and the answer is that there is none.
/// </summary>
internal static class Searchable
{
    public static bool Is(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
            {
                return false;
            }

            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    /// <summary>Those of the texts, each once.</summary>
    public static string[] Of(IEnumerable<string> texts) => [.. texts.Where(Is).Distinct(StringComparer.Ordinal)];
}
