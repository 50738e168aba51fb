using WalletCore.Crash.Tests.Support;
using WalletCore.Sqlite;
using WalletCore.Storage;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>The file, or the log beside it, ends too early, begins wrongly, or is another's.</summary>
public sealed class FileCut(DamagedBooks books, ITestOutputHelper output) : IClassFixture<DamagedBooks>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("wallets.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("within the header", 0.0, 99, "open: WalletStoreException: Reading failed: the file is damaged")]
    [InlineData("after the header", 0.0, 100, "open: WalletStoreException: Reading failed: the file is damaged")]
    [InlineData("to one page", 0.0, 4096, "open: WalletStoreException: Reading failed: the file is damaged")]
    [InlineData("to two pages", 0.0, 8192, "open: WalletStoreException: Reading failed: the file is damaged")]
    [InlineData("in its middle, at a page", 0.5, 0, "open: WalletStoreException: Reading failed: the file is damaged")]
    [InlineData("in its middle, within a page", 0.5, 1000, "open: WalletStoreException: Reading failed: the file is damaged")]
    [InlineData("by its last page", 1.0, -4096, "open: WalletStoreException: Reading failed: the file is damaged")]
    [InlineData("by its last byte", 1.0, -1, "verify: ")]
    public async Task A_file_cut_is_refused_or_found(string where, double share, int more, string expected)
    {
        System.IO.File.Copy(books.Whole, File);
        var length = new FileInfo(File).Length;
        Cut(File, ((long)(length * share) / FilePages.PageLength * FilePages.PageLength) + more);

        await ExamineAsync(where, expected);
    }

    /// <summary>SQLite cannot tell an empty file from one that is about to be created; a host that knows better says so.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_file_cut_to_nothing_is_refused_where_nothing_may_be_created(int length)
    {
        System.IO.File.Copy(books.Whole, File);
        Cut(File, length);
        await using var store = SqliteWalletStore.FromConnectionString($"Data Source={File};Mode=ReadWrite");

        var refusal = await Assert.ThrowsAsync<WalletStoreException>(async () => await Ledger.OpenAsync(store, DamagedBooks.Options));

        Assert.False(refusal.IsTransient);
        Assert.Contains("no wallet tables", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the magic", 0, "not a SQLite database")]
    [InlineData("the page size", 16, "not a SQLite database")]
    [InlineData("the versions", 18, "not a SQLite database")]
    [InlineData("the reserved space", 20, "the file is damaged")]
    [InlineData("the change counter", 24, "read: the same")]
    [InlineData("the size in pages", 28, "the file is damaged")]
    [InlineData("the list of free pages", 32, "read: the same")]
    [InlineData("the schema format", 44, "unsupported file format")]
    [InlineData("the encoding", 56, "read: the same")]
    [InlineData("the user version", 60, "schema version")]
    [InlineData("the application id", 68, "belongs to another program")]
    public async Task A_header_field_overwritten_is_refused_or_does_no_harm(string field, int offset, string expected)
    {
        System.IO.File.Copy(books.Whole, File);
        FilePages.Overwrite(File, offset, FilePages.Noise(field == "the page size" || offset is 18 ? 2 : offset is 20 ? 1 : 4, seed: 3));

        await ExamineAsync(field, expected);
    }

    [Theory]
    [InlineData("away", -1.0, 0)]
    [InlineData("to nothing", 0.0, 0)]
    [InlineData("within its header", 0.0, 20)]
    [InlineData("within a frame", 0.5, 1000)]
    [InlineData("at half", 0.5, 0)]
    [InlineData("by its last byte", 1.0, -1)]
    public async Task A_log_cut_gives_an_earlier_moment_of_the_ledger(string where, double share, int more)
    {
        CopyWithLog();
        if (share < 0)
        {
            System.IO.File.Delete(File + "-wal");
        }
        else
        {
            Cut(File + "-wal", (long)(new FileInfo(File + "-wal").Length * share) + more);
        }

        await ExamineAsync(where, "read: an earlier moment", mayBeEarlier: true);
    }

    [Theory]
    [InlineData("its header", 0, 32)]
    [InlineData("its salt", 16, 8)]
    [InlineData("its first frame", 32 + 24 + 500, 100)]
    [InlineData("a frame's header", 32 + (20 * (24 + 4096)), 24)]
    [InlineData("a frame's page", 32 + (20 * (24 + 4096)) + 24, 4096)]
    [InlineData("all of it", 0, 1_000_000)]
    public async Task A_log_overwritten_gives_an_earlier_moment_of_the_ledger(string what, int offset, int length)
    {
        CopyWithLog();
        var log = File + "-wal";
        FilePages.Overwrite(log, offset, FilePages.Noise((int)Math.Min(length, new FileInfo(log).Length - offset), seed: 5));

        await ExamineAsync(what, "read: an earlier moment", mayBeEarlier: true);
    }

    [Fact]
    public async Task A_log_that_a_kill_left_is_read()
    {
        CopyWithLog();

        await ExamineAsync("nothing", "read: the same");
    }

    [Fact]
    public async Task Another_files_log_is_not_taken_for_its_own()
    {
        System.IO.File.Copy(books.Whole, File);
        System.IO.File.Copy(books.WithLog + "-wal", File + "-wal");

        await ExamineAsync("another's log", "verify: ");
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("zeros")]
    [InlineData("too short")]
    public async Task The_shared_memory_beside_the_file_is_made_anew(string what)
    {
        CopyWithLog();
        await System.IO.File.WriteAllBytesAsync(
            File + "-shm", what == "noise" ? FilePages.Noise(32_768, 1) : what == "zeros" ? new byte[32_768] : new byte[3]);

        await ExamineAsync(what, "read: the same");
    }

    private void CopyWithLog()
    {
        System.IO.File.Copy(books.WithLog, File);
        System.IO.File.Copy(books.WithLog + "-wal", File + "-wal");
    }

    private static void Cut(string file, long length)
    {
        using var stream = System.IO.File.OpenWrite(file);
        stream.SetLength(length);
    }

    private async Task ExamineAsync(string what, string expected, bool mayBeEarlier = false)
    {
        var examination = await Examination.OfAsync(File, books, mayBeEarlier);

        output.WriteLine($"{what}:\n{examination.Seen}");
        Assert.Null(examination.SilentlyWrong);
        Assert.Contains(expected, examination.Seen, StringComparison.Ordinal);
    }
}
