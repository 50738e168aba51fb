using WalletCore.Ledgers.Tests.Audit;
using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>A file that was cut off, altered, put together or taken for another one is refused, and leaves nothing that could be opened.</summary>
public class AFileThatIsNotWhole
{
    [Theory]
    [InlineData(LedgerFileCompression.None)]
    [InlineData(LedgerFileCompression.Brotli)]
    public async Task Is_refused_whichever_byte_was_altered(LedgerFileCompression compression)
    {
        var file = await SmallFileAsync(compression);
        await using var target = new Target("memory");
        for (var at = 0; at < file.Length; at++)
        {
            var altered = file.ToArray();
            altered[at] ^= (byte)(1 << (at % 8));
            await RefusedAsync(altered, target.Store, $"byte {at} of {file.Length}");
        }

        await Files.ImportAsync(file, target.Store);
    }

    [Theory]
    [InlineData(LedgerFileCompression.None)]
    [InlineData(LedgerFileCompression.Brotli)]
    public async Task Is_refused_wherever_it_was_cut_off(LedgerFileCompression compression)
    {
        var file = await SmallFileAsync(compression);
        await using var target = new Target("memory");
        for (var length = 0; length < file.Length; length++)
        {
            await RefusedAsync(file[..length], target.Store, $"cut to {length} of {file.Length}");
        }

        await RefusedAsync([.. file, 0], target.Store, "something follows");
        await Files.ImportAsync(file, target.Store);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Leaves_every_store_as_it_was(string kind)
    {
        var file = await LongFileAsync("usr_a", "memory");
        var frames = Files.FramesOf(file);
        Assert.True(frames.Count > 5);
        await using var target = new Target(kind);
        await using var other = await Ledger.OpenAsync(target.Store, new LedgerOptions { Name = "other" });
        (await other.OpenWalletAsync(new OpenWallet("usr_o") { Currency = Currency.EUR })).ValueOrThrow();
        var random = new Random(5);
        for (var i = 0; i < 4; i++)
        {
            var altered = file.ToArray();
            altered[random.Next(frames[^2])] ^= 64;
            await RefusedAsync(altered, target.Store, "altered", "other");
            await RefusedAsync(file[..random.Next(frames[1], file.Length)], target.Store, "cut off", "other");
        }

        Assert.Empty((await other.VerifyAsync()).Findings);
        await Files.ImportAsync(file, target.Store);
        await using var moved = await Ledger.OpenAsync(target.Store);
        Assert.Empty((await moved.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Is_refused_when_its_chunks_are_in_another_order_or_of_another_file()
    {
        var file = await LongFileAsync("usr_a", "memory");
        var foreign = await LongFileAsync("usr_b", "memory");
        var (frames, foreignFrames) = (Files.FramesOf(file), Files.FramesOf(foreign));
        await using var target = new Target("memory");
        byte[] First(int count) => file[..frames[count]];
        byte[] Frame(int number) => file[frames[number]..frames[number + 1]];
        byte[] Foreign(int number) => foreign[foreignFrames[number]..foreignFrames[number + 1]];

        var swapped = await RefusedAsync([.. First(1), .. Frame(2), .. Frame(1), .. file[frames[3]..]], target.Store, "swapped");
        Assert.Equal(1, swapped.Chunk);
        var skipped = await RefusedAsync([.. First(2), .. file[frames[3]..]], target.Store, "skipped");
        Assert.Equal(2, skipped.Chunk);
        await RefusedAsync([.. First(2), .. Frame(1), .. file[frames[2]..]], target.Store, "repeated");
        var spliced = await RefusedAsync([.. First(2), .. Foreign(2), .. file[frames[3]..]], target.Store, "spliced");
        Assert.Equal(2, spliced.Chunk);
        await RefusedAsync([.. First(1), .. foreign[foreignFrames[1]..]], target.Store, "another's header");
        await RefusedAsync("PK\u0003\u0004 this is something else altogether"u8.ToArray(), target.Store, "foreign");
        await Files.ImportAsync(file, target.Store);
    }

    [Fact]
    public async Task Is_refused_when_it_is_not_the_one_that_was_expected()
    {
        await using var books = await TestLedger.OpenAsync("memory");
        await books.WalletAsync("usr_ana", 5m);
        var expected = await books.Reader.GetPositionAsync();
        await books.WalletAsync("usr_bob", 5m);
        var file = await Files.ExportAsync(books.Ledger);
        await using var target = new Target("memory");

        var refused = await Assert.ThrowsAsync<LedgerFileException>(() => Files.ImportAsync(file, target.Store, new LedgerImportOptions { ExpectedPosition = expected }));

        Assert.Equal(0, refused.Chunk);
        Assert.Empty(await target.Store.ListLedgersAsync(default));
    }

    private static async Task<LedgerFileException> RefusedAsync(byte[] file, IWalletStore target, string why, params string[] others)
    {
        var refused = await Record.ExceptionAsync(() => Files.ImportAsync(file, target));
        Assert.True(refused is LedgerFileException, $"{why}: {refused}");
        Assert.Equal(others, (await target.ListLedgersAsync(default)).Select(row => row.Name));
        return (LedgerFileException)refused;
    }

    private static async Task<byte[]> SmallFileAsync(LedgerFileCompression compression)
    {
        await using var books = await TestLedger.OpenAsync("memory", LimitedHistory.Configure);
        var ana = await LimitedHistory.WriteAsync(books);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(1m)))).ValueOrThrow();
        return await Files.ExportAsync(books.Ledger, compression);
    }

    private static async Task<byte[]> LongFileAsync(string owner, string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind);
        await books.WalletAsync(owner, 5m);
        await BusyHistory.WriteMoreAsync(books, 30_000);
        return await Files.ExportAsync(books.Ledger);
    }
}
