namespace WalletCore.Load.Reporting;

/// <summary>Where reports go: bench/reports of the repository that the program is run in.</summary>
internal static class ReportPath
{
    private const string Solution = "WalletCore.sln";

    public static string Of(string scenario)
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return Path.Combine(folder.FullName, "bench", "reports", $"{scenario}.md");
            }
        }

        throw new InvalidOperationException("Run it inside the repository to write reports.");
    }
}
