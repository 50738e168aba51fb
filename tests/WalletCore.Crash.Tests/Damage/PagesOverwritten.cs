using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>The disk gives back a page of zeros, of noise, or another page than was asked for.</summary>
public sealed class PagesOverwritten(DamagedBooks books, ITestOutputHelper output) : IClassFixture<DamagedBooks>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private const string Damaged = "the file is damaged";
    private const string Unread = "read: the same";

    /// <summary>
    /// Every table and index, with what is seen where its page is zeros or noise, and where it is a sound page of another table. Three indexes
    /// serve nothing that an examination asks for.
    /// </summary>
    private static Dictionary<string, (string Unsound, string Another)> Expected { get; } = new(StringComparer.Ordinal)
    {
        ["sqlite_master"] = ("not a SQLite database", "not a SQLite database"),
        ["ledgers"] = ("open: WalletStoreException: Reading failed: " + Damaged, Damaged),
        ["transactions"] = (Damaged, "verify: r"),
        ["postings"] = (Damaged, "transaction_unreadable@"),
        ["commits"] = (Damaged, "verify: commit_wrong@"),
        ["wallets"] = (Damaged, "verify: wallet_wrong@1"),
        ["accounts"] = (Damaged, "verify: "),
        ["balances"] = (Damaged, "verify: state_unreadable@"),
        ["freezes"] = (Damaged, "verify: freeze_wrong@81"),
        ["refunds"] = (Damaged, "refund_wrong@"),
        ["rules"] = ("open: WalletStoreException: Reading failed: " + Damaged, "verify: rule_unknown@"),
        ["answers"] = (Damaged, "verify: state_unreadable@"),
        ["waypoints"] = (Damaged, Damaged),
        ["usages"] = ("limit: WalletStoreException: Reading failed: " + Damaged, Damaged),
        ["keys"] = (Damaged, Unread),
        ["key_runs"] = (Damaged, "verify: state_unreadable@"),
        ["key_segments"] = (Damaged, "verify: key_wrong@"),
        ["wallets_by_owner"] = (Damaged, Damaged),
        ["accounts_by_wallet"] = (Damaged, Damaged),
        ["accounts_by_number"] = (Damaged, Damaged),
        ["accounts_by_code"] = (Unread, Unread),
        ["transactions_by_reference"] = (Damaged, Damaged),
        ["transactions_by_original"] = (Damaged, Damaged),
        ["freezes_by_account"] = (Damaged, Damaged),
        ["freezes_active"] = (Damaged, Damaged),
        ["freezes_by_expiry"] = (Unread, Unread),
        ["freezes_due"] = (Unread, Unread),
    };

    public static TheoryData<string, string> Trees
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var tree in Expected.Keys)
            {
                data.Add(tree, "zeros");
                data.Add(tree, "noise");
                data.Add(tree, "another page");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Is_refused_or_found_never_taken_for_the_books(string tree, string fill)
    {
        var pages = tree == "sqlite_master" ? ([1], [1]) : FilePages.Of(books.Whole, tree);
        var root = pages.Interior.Concat(pages.Leaves).First();
        foreach (var number in new[] { root, pages.Leaves[0], pages.Leaves[^1] }.Distinct())
        {
            var file = _folder.File($"{number}.db");
            File.Copy(books.Whole, file);
            FilePages.Overwrite(file, (number - 1L) * FilePages.PageLength, Bytes(fill, number));

            var examination = await Examination.OfAsync(file, books);

            output.WriteLine($"page {number}:\n{examination.Seen}\n");
            Assert.Null(examination.SilentlyWrong);
            Assert.Contains(fill == "another page" ? Expected[tree].Another : Expected[tree].Unsound, examination.Seen, StringComparison.Ordinal);
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
