using System.Text.RegularExpressions;

namespace WalletCore.Tidy.Tests;

/// <summary>A C# file of src: where it is, what it says, and what it says once comments and literals are blanked.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The text with comments and literals blanked, line by line in place.</summary>
    public string Code { get; } = CodeText.WithoutCommentsAndLiterals(Text);

    public int Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Length;

    /// <summary>The package's name: the folder below src.</summary>
    public string Package => Path.Split('/')[1];

    /// <summary>The folder inside the package, "" for its root.</summary>
    public string Folder => string.Join('/', Path.Split('/')[2..^1]);

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Every file-scoped namespace; a block-scoped one does not count.</summary>
    public IReadOnlyList<string> FileScopedNamespaces =>
        [.. FileScopedNamespace().Matches(Code).Select(match => match.Groups["name"].Value)];

    /// <summary>Where the pattern stands in the code: "path:line: text".</summary>
    public IEnumerable<string> Find(Regex pattern, bool inComments = false) =>
        pattern.Matches(inComments ? Text : Code).Select(match => $"{Path}:{LineOf(match.Index)}: {match.Value}");

    public static IReadOnlyList<SourceFile> All { get; } = [.. Below("src")];

    public static IEnumerable<SourceFile> Below(string folder) =>
        !Directory.Exists(RepositoryRoot.File(folder))
            ? []
            : Directory.EnumerateFiles(RepositoryRoot.File(folder), "*.cs", SearchOption.AllDirectories)
                .Select(RepositoryRoot.Relative)
                .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(path => new SourceFile(path, File.ReadAllText(RepositoryRoot.File(path))));

    private int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex FileScopedNamespace();
}
