namespace WalletCore.Tidy.Tests;

/// <summary>The snapshot helper in tests/Shared, which all test projects link.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("walletcore-snapshot-").FullName;

    private string Verified => Path.Combine(folder, "A.B.verified.txt");

    private string Received => Path.Combine(folder, "A.B.received.txt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Equal_texts_pass_and_clear_what_an_earlier_run_left()
    {
        File.WriteAllText(Verified, "one\r\ntwo\r\n");
        File.WriteAllText(Received, "old");

        Assert.Null(Snapshot.Compare("one\ntwo", Verified, Received, accept: false));
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_difference_names_the_first_line_and_leaves_what_was_seen()
    {
        File.WriteAllText(Verified, "one\ntwo\nthree\n");

        var message = Snapshot.Compare("one\n2\nthree", Verified, Received, accept: false);

        Assert.Contains("A.B.verified.txt differs at line 2:\n  verified: two\n  received: 2\n", message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree\n", File.ReadAllText(Received));
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(Verified));
    }

    [Fact]
    public void A_snapshot_that_is_not_there_fails()
    {
        Assert.Contains("no snapshot A.B.verified.txt yet", Snapshot.Compare("", Verified, Received, accept: false), StringComparison.Ordinal);
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void Accepting_writes_the_verified_file()
    {
        Assert.Null(Snapshot.Compare("new", Verified, Received, accept: true));
        Assert.Equal("new\n", File.ReadAllText(Verified));
        Assert.False(File.Exists(Received));
    }

    [Theory]
    [InlineData("/_/README.md")]
    [InlineData("/_1/somewhere/else/README.md")]
    [InlineData("README.md")]
    public void A_mapped_source_path_is_found_below_the_repository(string mapped) =>
        Assert.Equal(RepositoryRoot.File("README.md"), Path.GetFullPath(SourcePath.Resolve(mapped, RepositoryRoot.Path)));

    [Fact]
    public void A_source_path_that_leads_nowhere_is_named() =>
        Assert.Contains("/_/gone.cs", Assert.Throws<FileNotFoundException>(() => SourcePath.Resolve("/_/gone.cs", RepositoryRoot.Path)).Message, StringComparison.Ordinal);
}
