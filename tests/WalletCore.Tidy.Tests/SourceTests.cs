namespace WalletCore.Tidy.Tests;

public class SourceTests
{
    [Fact]
    public void Every_package_with_types_was_looked_at()
    {
        Assert.NotEmpty(Packages.All);
        Violations.None(
            "The tidy tests saw no source of a package that has types:",
            Packages.All
                .Where(package => package.Assembly.GetTypes().Any(Packages.IsWritten))
                .Select(package => package.Name)
                .Except(SourceFile.All.Select(file => file.Package)));
    }

    [Fact]
    public void Namespace_follows_folder() =>
        Violations.None("A file declares one file-scoped namespace that TidyRules allows its folder:", WrongNamespaces(SourceFile.All));

    [Fact]
    public void Dependencies_point_inwards() =>
        Violations.None("A dependency points the wrong way:", WrongDirections(SourceFile.All));

    [Fact]
    public void Nobody_reads_a_clock_or_rolls_a_die() =>
        Violations.None(
            "Time, ids and randomness come in as arguments:",
            SourceFile.All.SelectMany(file => file.Find(TidyRules.Clocks)));

    [Fact]
    public void Nothing_is_left_unfinished() =>
        Violations.None(
            "Finish it, or write down a decision:",
            SourceFile.All.SelectMany(file => file.Find(TidyRules.Unfinished, inComments: true)));

    [Fact]
    public void Files_are_small_rooms()
    {
        Violations.None(
            $"A file has at most {TidyRules.FileLinesMax} lines:",
            SourceFile.All.Where(file => file.Lines > TidyRules.FileLinesMax).Select(file => $"{file.Path}: {file.Lines}"));

        var lines = SourceFile.All.Select(file => file.Lines).Order().ToList();
        var median = lines.Count == 0 ? 0 : lines[lines.Count / 2];
        Assert.True(
            median < TidyRules.FileLinesMedianBelow,
            $"The median file has {median} lines; below {TidyRules.FileLinesMedianBelow} is the rule.");
    }

    [Fact]
    public void Documentation_of_public_types_is_not_waived()
    {
        Violations.None(
            "CS1591 stays on in source:",
            SourceFile.All
                .Where(file => file.Text.Contains("1591", StringComparison.Ordinal))
                .Select(file => file.Path));

        string[] settings =
        [
            ".editorconfig", "Directory.Build.props", "Directory.Packages.props", "src/Directory.Build.props",
            .. Packages.All.Select(package => package.ProjectFile),
        ];
        Violations.None(
            "CS1591 stays on in settings:",
            settings.Where(file => File.ReadAllText(RepositoryRoot.File(file)).Contains("1591", StringComparison.Ordinal)));
        Violations.None(
            "A package ships its documentation:",
            Packages.All.Where(package => !File.Exists(Path.ChangeExtension(package.Assembly.Location, ".xml"))).Select(package => package.Name));
    }

    internal static IEnumerable<string> WrongNamespaces(IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
        {
            if (file.FileName is "GlobalUsings.cs" or "AssemblyInfo.cs")
            {
                continue;
            }

            var allowed = AllowedNamespaces(file);
            if (allowed.Length == 0)
            {
                yield return $"{file.Path}: the folder '{file.Folder}' is not in TidyRules";
            }
            else if (file.FileScopedNamespaces is not [var declared] || !allowed.Contains(declared))
            {
                yield return $"{file.Path}: declares '{string.Join(", ", file.FileScopedNamespaces)}', may declare {string.Join(" or ", allowed)}";
            }
        }
    }

    internal static IEnumerable<string> WrongDirections(IEnumerable<SourceFile> files) =>
        from file in files
        from rule in TidyRules.Directions
        where rule.AppliesTo(file.Path)
        from place in file.Find(rule.Forbidden)
        select $"{place} ({rule.Why})";

    private static string[] AllowedNamespaces(SourceFile file)
    {
        if (file.Package != "WalletCore")
        {
            return TidyRules.OtherPackageNamespaces(file.Package, file.Folder);
        }

        return TidyRules.CoreNamespaces
            .Where(row => row.Key == file.Folder
                || (row.Key.Length > 0 && file.Folder.StartsWith(row.Key + "/", StringComparison.Ordinal)))
            .OrderByDescending(row => row.Key.Length)
            .Select(row => row.Value)
            .FirstOrDefault([]);
    }
}
