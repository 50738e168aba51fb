using System.Text;
using WalletCore.Ledgers.Tests.Audit;
using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>
/// A file that somebody changed and then gave all its digests anew: what the journal bears out is refused all the same, and so is a whole
/// other history where the position is known.
/// </summary>
public class AForgedFile
{
    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_refused_by_the_chain_or_by_verification(string kind)
    {
        await using var books = await TestLedger.OpenAsync("memory", BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);
        var file = await Files.ExportAsync(books.Ledger, LedgerFileCompression.None);
        await using var target = new Target(kind);

        // The same name in the wallet's row, which stands before the transaction that says what it is.
        await RefusedAsync(Forge(file, "usr_bob", "usr_mob"), "not what this transaction");
        await RefusedAsync(Forge(file, "order-42", "order-43"), "link");
        await RefusedAsync(Forge(file, "at the counter", "at the kounter"), "link");
        await RefusedAsync(Forge(file, "unpaid", "unpait"), "not what this transaction");
        await RefusedAsync(Forge(file, "Rental", "Mental"), "link");
        await Files.ImportAsync(Forge(file, "usr_bob", "usr_bob"), target.Store);

        async Task RefusedAsync(byte[] forged, string why)
        {
            var refused = await Assert.ThrowsAsync<LedgerFileException>(() => Files.ImportAsync(forged, target.Store));
            Assert.Contains(why, refused.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Empty(await target.Store.ListLedgersAsync(default));
        }
    }

    [Fact]
    public async Task Is_refused_whichever_byte_of_its_journal_was_changed()
    {
        await using var books = await TestLedger.OpenAsync("memory", LimitedHistory.Configure);
        await LimitedHistory.WriteAsync(books);
        var file = await Files.ExportAsync(books.Ledger, LedgerFileCompression.None);
        var uncovered = 0;
        var frames = Files.FramesOf(file);
        for (var at = frames[1] + 18; at < frames[2] - 32; at++)
        {
            await using var target = new Target("memory");
            var forged = file.ToArray();
            forged[at] ^= 1;
            Files.Sign(forged);
            var thrown = await Record.ExceptionAsync(() => Files.ImportAsync(forged, target.Store));
            if (thrown is null)
            {
                // Kept refusals, usages and what system accounts are: nothing in the journal says what they were.
                uncovered++;
                var report = (await target.Store.ListLedgersAsync(default))[0];
                await using var moved = await Ledger.OpenAsync(target.Store, books.Ledger.Options with { Name = report.Name });
                Assert.Empty((await moved.VerifyAsync()).Findings);
                Assert.Equal((await books.Reader.GetPositionAsync()).ChainHash, (await moved.Reader.GetPositionAsync()).ChainHash);
                continue;
            }

            Assert.True(thrown is LedgerFileException or Storage.WalletStoreException, $"byte {at}: {thrown}");
            Assert.Empty(await target.Store.ListLedgersAsync(default));
        }

        Assert.True(uncovered > 0);
    }

    /// <summary>The first occurrence of one text replaced by another of the same length, and all digests made anew.</summary>
    private static byte[] Forge(byte[] file, string text, string by)
    {
        var forged = file.ToArray();
        var at = forged.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at > 0, $"'{text}' is not in the file");
        Encoding.UTF8.GetBytes(by).CopyTo(forged, at);
        Files.Sign(forged);
        return forged;
    }
}
