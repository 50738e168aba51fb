using System.Text.RegularExpressions;

namespace WalletCore.Tidy.Tests;

internal sealed record Snippet(string Path, string Text);

/// <summary>What stands between <c>// begin-snippet: Name</c> and <c>// end-snippet</c> in compiled code, dedented.</summary>
internal sealed partial class Snippets
{
    private readonly Dictionary<string, Snippet> byName = [];
    private readonly List<string> faults = [];

    public IReadOnlyDictionary<string, Snippet> ByName => byName;

    public IReadOnlyList<string> Faults => faults;

    public static Snippets Of(IEnumerable<SourceFile> files)
    {
        var snippets = new Snippets();
        foreach (var file in files)
        {
            snippets.Add(file);
        }

        return snippets;
    }

    /// <summary>Takes away the indentation that all lines share, and blank lines at both ends.</summary>
    public static string Dedent(IEnumerable<string> lines)
    {
        var all = lines.Select(line => line.TrimEnd()).ToList();
        var indent = all.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', all.Select(line => line.Length == 0 ? line : line[indent..])).Trim('\n');
    }

    private void Add(SourceFile file)
    {
        string? open = null;
        var body = new List<string>();
        foreach (var line in file.Text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Begin().Match(line) is { Success: true } begin)
            {
                if (open is not null)
                {
                    faults.Add($"{file.Path}: '{open}' has no end");
                }

                open = begin.Groups["name"].Value;
                body = [];
            }
            else if (End().IsMatch(line))
            {
                Close(file, open, body);
                open = null;
            }
            else
            {
                body.Add(line);
            }
        }

        if (open is not null)
        {
            faults.Add($"{file.Path}: '{open}' has no end");
        }
    }

    private void Close(SourceFile file, string? name, List<string> body)
    {
        if (name is null)
        {
            faults.Add($"{file.Path}: an end without a beginning");
        }
        else if (!byName.TryAdd(name, new Snippet(file.Path, Dedent(body))))
        {
            faults.Add($"{file.Path}: '{name}' also stands in {byName[name].Path}");
        }
    }

    [GeneratedRegex(@"^\s*//\s*begin-snippet:\s*(?<name>[\w.-]+)\s*$")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^\s*//\s*end-snippet\s*$")]
    private static partial Regex End();
}
