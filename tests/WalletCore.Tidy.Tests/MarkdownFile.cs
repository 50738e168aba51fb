using System.Text.RegularExpressions;

namespace WalletCore.Tidy.Tests;

internal sealed record CodeBlock(int Line, string? Snippet, string Text);

internal sealed record RelativeLink(int Line, string Target);

/// <summary>A document: its C# blocks with the snippet each claims to be, and its links to other files.</summary>
internal sealed partial record MarkdownFile(string Path, string Text)
{
    private const string Fence = "```";

    public static IReadOnlyList<MarkdownFile> All { get; } = [.. Find()];

    public IEnumerable<CodeBlock> CSharpBlocks
    {
        get
        {
            var lines = Lines;
            string? snippet = null;
            for (var at = 0; at < lines.Length; at++)
            {
                var line = lines[at].Trim();
                if (!line.StartsWith(Fence, StringComparison.Ordinal))
                {
                    snippet = SnippetMarker().Match(line) is { Success: true } marker ? marker.Groups["name"].Value
                        : line.Length == 0 ? snippet : null;
                    continue;
                }

                var start = at;
                while (++at < lines.Length && !lines[at].TrimStart().StartsWith(Fence, StringComparison.Ordinal))
                {
                }

                if (line[Fence.Length..].Split(' ')[0] is "csharp" or "cs" or "c#")
                {
                    yield return new CodeBlock(start + 1, snippet, Snippets.Dedent(lines[(start + 1)..Math.Min(at, lines.Length)]));
                }

                snippet = null;
            }
        }
    }

    public IEnumerable<RelativeLink> RelativeLinks
    {
        get
        {
            var inBlock = false;
            var line = 0;
            foreach (var text in Lines)
            {
                line++;
                if (text.TrimStart().StartsWith(Fence, StringComparison.Ordinal))
                {
                    inBlock = !inBlock;
                }

                foreach (var link in inBlock ? [] : Link().Matches(InlineCode().Replace(text, "")).AsEnumerable())
                {
                    var target = link.Groups["target"].Value.Split('#')[0];
                    if (target.Length > 0 && !Scheme().IsMatch(target))
                    {
                        yield return new RelativeLink(line, target);
                    }
                }
            }
        }
    }

    private string[] Lines => Text.ReplaceLineEndings("\n").Split('\n');

    private static IEnumerable<MarkdownFile> Find()
    {
        var root = RepositoryRoot.Path;
        var docs = System.IO.Path.Combine(root, "docs");
        return Directory.EnumerateFiles(root, "*.md")
            .Concat(Directory.Exists(docs) ? Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories) : [])
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(root, "src"), "PACKAGE.md", SearchOption.AllDirectories))
            .Select(RepositoryRoot.Relative)
            .Order(StringComparer.Ordinal)
            .Select(path => new MarkdownFile(path, File.ReadAllText(RepositoryRoot.File(path))));
    }

    [GeneratedRegex(@"^<!--\s*snippet:\s*(?<name>[\w.-]+)\s*-->$")]
    private static partial Regex SnippetMarker();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^([a-zA-Z][a-zA-Z0-9+.-]*:|//)")]
    private static partial Regex Scheme();
}
