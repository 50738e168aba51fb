using System.Text.RegularExpressions;

namespace WalletCore.Tidy.Tests;

/// <summary>The tables of a page under docs/reference.</summary>
internal static partial class ReferencePage
{
    /// <summary>The rows, cell by cell, of every table whose heading row begins with that cell. Code spans lose their backticks.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string page, string firstHeading) =>
        RowsOf(File.ReadAllText(RepositoryRoot.File($"docs/reference/{page}")), firstHeading);

    internal static IReadOnlyList<IReadOnlyList<string>> RowsOf(string text, string firstHeading)
    {
        var rows = new List<IReadOnlyList<string>>();
        var isInside = false;
        var isHeading = true;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                isHeading = true;
                continue;
            }

            string[] cells = [.. line.Trim('|').Split('|').Select(cell => Code().Replace(cell.Trim(), "$1"))];
            isInside = isHeading ? cells[0] == firstHeading : isInside;
            if (isInside && !isHeading && !cells[0].StartsWith("---", StringComparison.Ordinal))
            {
                rows.Add(cells);
            }

            isHeading = false;
        }

        return rows;
    }

    [GeneratedRegex("^`([^`]*)`$")]
    private static partial Regex Code();
}
