namespace WalletCore.Tidy.Tests;

public class DocumentationTests
{
    [Fact]
    public void Documents_are_found() => Assert.Contains(MarkdownFile.All, file => file.Path == "README.md");

    [Fact]
    public void Every_csharp_block_is_compiled_code() =>
        Violations.None(
            "A csharp block is preceded by '<!-- snippet: Name -->' and equals that snippet of a file under samples:",
            WrongBlocks(MarkdownFile.All, SnippetFiles));

    [Fact]
    public void Every_snippet_is_well_formed() =>
        Violations.None("A snippet has one name, one beginning and one end:", Snippets.Of(SnippetFiles).Faults);

    [Fact]
    public void Relative_links_lead_somewhere() =>
        Violations.None("A relative link names a file of the repository:", MarkdownFile.All.SelectMany(DeadLinks));

    [Fact]
    public void A_block_that_equals_its_snippet_passes() =>
        Assert.Empty(WrongBlocks(
            [new MarkdownFile("README.md", "<!-- snippet: A -->\n```csharp\nvar a = 1;\n\n    a++;\n```\n")],
            [new SourceFile("samples/P/Program.cs", "    // begin-snippet: A\n    var a = 1;\n\n        a++;\n    // end-snippet\n")]));

    [Theory]
    [InlineData("```csharp\nvar a = 1;\n```\n")]
    [InlineData("<!-- snippet: B -->\n```csharp\nvar a = 1;\n```\n")]
    [InlineData("<!-- snippet: A -->\n```csharp\nvar a = 2;\n```\n")]
    [InlineData("<!-- snippet: A -->\n\ntext\n```cs\nvar a = 1;\n```\n")]
    public void A_block_that_nothing_compiles_is_found(string markdown) =>
        Assert.Single(WrongBlocks(
            [new MarkdownFile("README.md", markdown)],
            [new SourceFile("samples/P/Program.cs", "// begin-snippet: A\nvar a = 1;\n// end-snippet\n")]));

    [Theory]
    [InlineData("// begin-snippet: A\nvar a = 1;\n")]
    [InlineData("// end-snippet\n")]
    [InlineData("// begin-snippet: A\n// begin-snippet: B\n// end-snippet\n")]
    [InlineData("// begin-snippet: A\n// end-snippet\n// begin-snippet: A\n// end-snippet\n")]
    public void A_malformed_snippet_is_found(string code) =>
        Assert.NotEmpty(Snippets.Of([new SourceFile("samples/P/Program.cs", code)]).Faults);

    [Fact]
    public void A_dead_link_is_found() =>
        Assert.Equal(
            ["docs/x.md:3: nowhere.md"],
            DeadLinks(new MarkdownFile("docs/x.md", "[a](../README.md#top) [b](https://example.org/x) [c](#here)\n\n[d](nowhere.md)\n```\n[e](gone.md)\n```\n")));

    private static IReadOnlyList<SourceFile> SnippetFiles { get; } = 
    [
        .. SourceFile.Below("samples"),
        .. SourceFile.Below("tests/WalletCore.SystemSqlite.App"), // run by a test, and shown by docs/guides/native-sqlite.md
        .. SourceFile.Below("tests/WalletCore.Hosting.Tests"), // what the packages' pages show
    ];

    private static IEnumerable<string> WrongBlocks(IEnumerable<MarkdownFile> documents, IEnumerable<SourceFile> samples)
    {
        var snippets = Snippets.Of(samples);
        foreach (var document in documents)
        {
            foreach (var block in document.CSharpBlocks)
            {
                var place = $"{document.Path}:{block.Line}";
                if (block.Snippet is null)
                {
                    yield return $"{place}: no '<!-- snippet: Name -->' before the block";
                }
                else if (!snippets.ByName.TryGetValue(block.Snippet, out var snippet))
                {
                    yield return $"{place}: no snippet '{block.Snippet}' under samples";
                }
                else if (snippet.Text != block.Text)
                {
                    yield return $"{place}: differs from snippet '{block.Snippet}' in {snippet.Path}, which reads:\n{snippet.Text}";
                }
            }
        }
    }

    private static IEnumerable<string> DeadLinks(MarkdownFile document)
    {
        var folder = Path.GetDirectoryName(RepositoryRoot.File(document.Path))!;
        return
            from link in document.RelativeLinks
            let target = Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(link.Target)))
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{document.Path}:{link.Line}: {link.Target}";
    }
}
