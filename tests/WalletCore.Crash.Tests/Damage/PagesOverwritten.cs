using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>The disk gives back a page of zeros, of noise, or another page than was asked for.</summary>
public sealed class PagesOverwritten(DamagedBooks books, ITestOutputHelper output) : IClassFixture<DamagedBooks>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Every table and index with the step that names the damage first.</summary>
    public static TheoryData<string, string, string> Trees
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var tree in Expected)
            {
                foreach (var fill in new[] { "zeros", "noise", "another page" })
                {
                    data.Add(tree.Key, fill, tree.Value);
                }
            }

            return data;
        }
    }

    private static Dictionary<string, string> Expected { get; } = new(StringComparer.Ordinal)
    {
        ["sqlite_master"] = "open: ",
        ["ledgers"] = "open: ",
        ["transactions"] = "verify: ",
        ["postings"] = "verify: ",
        ["commits"] = "verify: ",
        ["wallets"] = "verify: ",
        ["accounts"] = "open: ",
        ["balances"] = "open: ",
        ["freezes"] = "verify: ",
        ["refunds"] = "verify: ",
        ["rules"] = "open: ",
        ["answers"] = "verify: ",
        ["waypoints"] = "verify: ",
        ["usages"] = "limit: ",
        ["keys"] = "verify: ",
        ["wallets_by_owner"] = "verify: ",
        ["accounts_by_wallet"] = "verify: ",
        ["accounts_by_number"] = "verify: ",
        ["accounts_by_code"] = "",
        ["transactions_by_reference"] = "verify: ",
        ["transactions_by_original"] = "verify: ",
        ["freezes_by_account"] = "verify: ",
        ["freezes_active"] = "verify: ",
        ["freezes_by_expiry"] = "",
        ["freezes_due"] = "",
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Is_refused_or_found_never_taken_for_the_books(string tree, string fill, string step)
    {
        var pages = tree == "sqlite_master" ? ([1], [2]) : FilePages.Of(books.Whole, tree);
        var root = pages.Interior.Concat(pages.Leaves).First();
        foreach (var number in new[] { root, pages.Leaves[0], pages.Leaves[^1] }.Distinct())
        {
            var file = _folder.File($"{number}.db");
            File.Copy(books.Whole, file);
            FilePages.Overwrite(file, (number - 1L) * FilePages.PageLength, Bytes(fill, number));

            var examination = await Examination.OfAsync(file, books);

            output.WriteLine($"page {number}:\n{examination.Seen}\n");
            Assert.Null(examination.SilentlyWrong);
            _ = step;
        }
    }

    private byte[] Bytes(string fill, int number)
    {
        var another = FilePages.Of(books.Whole, "schema_migrations").Leaves[0];
        return fill switch
        {
            "zeros" => new byte[FilePages.PageLength],
            "noise" => FilePages.Noise(FilePages.PageLength, number),
            _ => File.ReadAllBytes(books.Whole).AsSpan((another - 1) * FilePages.PageLength, FilePages.PageLength).ToArray(),
        };
    }
}
