using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>Somebody with the <c>sqlite3</c> shell edits one row of a table.</summary>
public sealed class RowsEdited(DamagedBooks books, ITestOutputHelper output) : IClassFixture<DamagedBooks>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SqliteShellTheory]
    [MemberData(nameof(RowEdits.All), MemberType = typeof(RowEdits))]
    public async Task Is_refused_or_found_or_does_no_harm(string edit)
    {
        var (sql, expected, unseen) = RowEdits.Find(edit);
        var file = _folder.File("edited.db");
        File.Copy(books.Whole, file);
        await SqliteShell.RunAsync(file, sql);
        Assert.False(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(books.Whole)), "The edit changed nothing, so it shows nothing.");

        var examination = await Examination.OfAsync(file, books);

        output.WriteLine(examination.Seen);
        Assert.Equal(unseen, examination.SilentlyWrong?.Split(':')[0]);
        Assert.Contains(expected, examination.Seen, StringComparison.Ordinal);
    }
}
