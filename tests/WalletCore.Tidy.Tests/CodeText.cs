using System.Text;
using System.Text.RegularExpressions;

namespace WalletCore.Tidy.Tests;

/// <summary>Blanks comments and literals, so that a word in a sentence is not taken for code. Length and lines stay the same.</summary>
/// <remarks>Holes of interpolated strings are blanked with their string: a rule broken only there is the compiler's to find.</remarks>
internal static partial class CodeText
{
    public static string WithoutCommentsAndLiterals(string text) => Token().Replace(text, match => Blank(match.Value));

    private static string Blank(string token)
    {
        var blanked = new StringBuilder(token.Length);
        foreach (var character in token)
        {
            blanked.Append(character is '\n' or '\r' ? character : ' ');
        }

        return blanked.ToString();
    }

    [GeneratedRegex(
        """"
        //[^\n]*                                # a line comment
        | /\*.*?\*/                             # a block comment
        | \$*(?<quotes>"{3,}).*?\k<quotes>(?!") # a raw string
        | (?:\$@|@\$?)"(?:[^"]|"")*"            # a verbatim string
        | \$?"(?:[^"\\\n]|\\.)*"                # a string
        | '(?:[^'\\\n]|\\.[^'\n]*)'             # a character
        """",
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
