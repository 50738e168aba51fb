using WalletCore.Tests.Shared;

namespace WalletCore.Testing.Tests;

/// <summary>The page of behaviours is the list that the cases show.</summary>
public class The_page_of_behaviours
{
    [Fact]
    public void Has_every_row_and_no_other() =>
        Assert.Equal(
            BehaviourRows.All.Select(row => $"| `{row.Name}` | {row.Situation} | {row.Answer} |"),
            File.ReadLines(RepositoryRoot.File("docs/reference/behaviour.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
}
