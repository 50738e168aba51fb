namespace WalletCore.Tidy.Tests;

/// <summary>What each package promises. A change here is a change for users: look at the diff before accepting it.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Names => [.. Packages.All.Select(package => package.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Surface(string package) =>
        Snapshot.Match(PublicApi.Print(Packages.All.Single(known => known.Name == package).Assembly), package);

    [Fact]
    public void A_type_prints_as_one_would_declare_it() =>
        Snapshot.Match(PublicApi.Print([typeof(PublicApiSample), typeof(PublicApiSample.Shape), typeof(IPublicApiSample<>), typeof(PublicApiId)]));

    [Fact]
    public void Packages_that_are_gone_leave_no_snapshot() =>
        Violations.None(
            "A snapshot belongs to a package under src:",
            Directory.EnumerateFiles(RepositoryRoot.File("tests/WalletCore.Tidy.Tests/PublicApi"), "PublicApiTests.Surface.*.verified.txt")
                .Select(file => Path.GetFileName(file)["PublicApiTests.Surface.".Length..^".verified.txt".Length])
                .Except(Packages.All.Select(package => package.Name)));
}
