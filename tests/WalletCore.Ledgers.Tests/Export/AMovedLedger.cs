using System.Text.Json;
using WalletCore.Ledgers.Tests.Audit;
using WalletCore.Ledgers.Tests.Reading;
using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>A ledger exported from one store and imported into another is the same ledger: same ids, same chain, same answers.</summary>
public class AMovedLedger
{
    /// <summary>Every store to every store.</summary>
    public static TheoryData<string, string> Moves
    {
        get
        {
            var moves = new TheoryData<string, string>();
            foreach (var from in (IEnumerable<object[]>)TestLedger.Stores)
            {
                foreach (var to in (IEnumerable<object[]>)TestLedger.Stores)
                {
                    moves.Add((string)from[0], (string)to[0]);
                }
            }

            return moves;
        }
    }

    [Theory, MemberData(nameof(Moves))]
    public async Task Reads_the_same_and_exports_the_same_bytes(string from, string to)
    {
        await using var books = await TestLedger.OpenAsync(from, BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);
        var position = await books.Reader.GetPositionAsync();
        var file = await Files.ExportAsync(books.Ledger);
        await using var target = new Target(to);

        var report = await Files.ImportAsync(file, target.Store, new LedgerImportOptions { ExpectedPosition = position });

        Assert.Equal(position, report.Position);
        Assert.Equal((books.Ledger.Id, books.Ledger.Name), (report.LedgerId, report.Name));
        await using var moved = await Ledger.OpenAsync(target.Store, books.Ledger.Options);
        Assert.Equal(books.Ledger.Id, moved.Id);
        Assert.Equal(await TextOf(books.Ledger), await TextOf(moved));
        Assert.Empty((await moved.VerifyAsync()).Findings);
        Assert.Equal(file, await Files.ExportAsync(moved));
    }

    [Theory, MemberData(nameof(Moves))]
    public async Task Is_the_same_after_any_history(string from, string to)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            await using var books = await TestLedger.OpenAsync(from);
            await RandomHistory.WriteAsync(books, seed, 150);
            var file = await Files.ExportAsync(books.Ledger, LedgerFileCompression.None);
            await using var target = new Target(to);
            await Files.ImportAsync(file, target.Store);
            await using var moved = await Ledger.OpenAsync(target.Store, books.Ledger.Options);
            Assert.Equal(await TextOf(books.Ledger), await TextOf(moved));
            Assert.Equal(file, await Files.ExportAsync(moved, LedgerFileCompression.None));
        }
    }

    [Theory, MemberData(nameof(Moves))]
    public async Task Answers_every_old_key_as_before_and_goes_on(string from, string to)
    {
        await using var books = await TestLedger.OpenAsync(from, BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);
        await using var target = new Target(to);
        await Files.ImportAsync(await Files.ExportAsync(books.Ledger), target.Store);
        await using var moved = await Ledger.OpenAsync(target.Store, books.Ledger.Options);
        var ana = (await moved.Reader.GetWalletAsync(WalletRef.ByOwner("usr_ana")))!.Id;
        var bob = (await moved.Reader.GetWalletAsync(WalletRef.ByOwner("usr_bob")))!.Id;

        foreach (var ledger in new[] { books.Ledger, moved })
        {
            var refused = await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(9_999m)) { Key = "too-much" });
            Assert.Equal((RefusalCode.InsufficientFunds, true), (refused.Refusal!.Code, refused.Replayed));
            var replayed = await ledger.TransferAsync(new Transfer(bob, ana, Money.EUR(1m)) { Key = "last" });
            Assert.Equal((true, (await ledger.Reader.GetPositionAsync()).Sequence), (replayed.Replayed, replayed.ValueOrThrow().Sequence));
            var conflicting = await ledger.TransferAsync(new Transfer(bob, ana, Money.EUR(2m)) { Key = "last" });
            Assert.Equal(RefusalCode.IdempotencyConflict, conflicting.Refusal!.Code);
            (await ledger.TransferAsync(new Transfer(bob, ana, Money.EUR(2m)) { Key = "next" })).ValueOrThrow();
        }

        Assert.Equal((await books.Reader.GetPositionAsync()).ChainHash, (await moved.Reader.GetPositionAsync()).ChainHash);
        Assert.Empty((await moved.VerifyAsync()).Findings);
    }

    [Theory, MemberData(nameof(Moves))]
    public async Task Keeps_usages_reused_keys_and_amounts_past_64_bits(string from, string to)
    {
        await using var books = await TestLedger.OpenAsync(from, LimitedHistory.Configure);
        var ana = await LimitedHistory.WriteAsync(books);
        var file = await Files.ExportAsync(books.Ledger);
        await using var target = new Target(to);
        await Files.ImportAsync(file, target.Store);
        await using var moved = await Ledger.OpenAsync(target.Store, books.Ledger.Options);
        Assert.Equal(file, await Files.ExportAsync(moved));
        Assert.Equal(await TextOf(books.Ledger), await TextOf(moved));

        Assert.True((await moved.WithdrawAsync(new Withdraw(ana, Money.EUR(90m)) { Key = "again" })).Replayed);
        Assert.Equal(RefusalCode.LimitExceeded, (await moved.WithdrawAsync(new Withdraw(ana, Money.EUR(90m)) { Key = "late" })).Refusal!.Code);
        Assert.Equal(RefusalCode.LimitExceeded, (await moved.WithdrawAsync(new Withdraw(ana, Money.EUR(10.01m)))).Refusal!.Code);
        Assert.True((await moved.WithdrawAsync(new Withdraw(ana, Money.EUR(10m)))).IsPosted);
    }

    [Theory, MemberData(nameof(Moves))]
    public async Task May_be_empty_or_have_another_name(string from, string to)
    {
        await using var books = await TestLedger.OpenAsync(from);
        await using var target = new Target(to);
        var file = await Files.ExportAsync(books.Ledger);

        var report = await Files.ImportAsync(file, target.Store, new LedgerImportOptions { Name = "tenant-7" });

        Assert.Equal(("tenant-7", 0L, 0L), (report.Name, report.Position.Sequence, report.ChunkCount));
        await using var moved = await Ledger.OpenAsync(target.Store, new LedgerOptions { Name = "tenant-7" });
        Assert.Equal(books.Ledger.Id, moved.Id);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_a_snapshot_when_it_was_written_meanwhile(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind);
        var (ana, bob) = (await books.WalletAsync("usr_ana", 1_000m), await books.WalletAsync("usr_bob"));
        await BusyHistory.WriteMoreAsync(books, 9_000);
        var position = await books.Reader.GetPositionAsync();
        using var file = new MemoryStream();

        // Written from within the export, once the snapshot stands and at each of its chunks.
        var written = 0;
        var report = await LedgerExport.WriteAsync(books.Ledger, file, progress: new Direct<ExportProgress>(_ =>
        {
            written++;
            books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(1m))).AsTask().Wait(TimeSpan.FromSeconds(30));
        }));

        Assert.True(written > 2);
        Assert.Equal(position, report.Position);
        Assert.Equal(position.Sequence + written, (await books.Reader.GetPositionAsync()).Sequence);
        await using var target = new Target("memory");
        Assert.Equal(position, (await Files.ImportAsync(file.ToArray(), target.Store)).Position);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Does_not_replace_what_the_target_has(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind);
        await books.WalletAsync("usr_ana", 5m);
        var file = await Files.ExportAsync(books.Ledger);
        await using var other = await TestLedger.OpenAsync(kind);
        await other.WalletAsync("usr_bob", 7m);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Files.ImportAsync(file, books.Store));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Files.ImportAsync(file, books.Store, new LedgerImportOptions { Name = "copy" }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Files.ImportAsync(file, other.Store));
        await Files.ImportAsync(file, other.Store, new LedgerImportOptions { Name = "beside" });

        Assert.Equal(["beside", "default"], (await other.Store.ListLedgersAsync(default)).Select(row => row.Name));
        Assert.Empty((await other.Ledger.VerifyAsync()).Findings);
        Assert.Single((await other.Reader.ListWalletsAsync(new WalletQuery())).Items);
    }

    [Fact]
    public async Task Is_not_exported_by_a_name_that_there_is_not_nor_with_broken_books()
    {
        await using var books = await TestLedger.OpenAsync("sqlite");
        var ana = await books.WalletAsync("usr_ana", 5m);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await LedgerExport.WriteAsync(books.Store, "other", Stream.Null));
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
        using (var connection = Tampering.Open(books))
        {
            Assert.Equal(1, Tampering.Execute(connection, "UPDATE postings SET amount = amount + 1 WHERE id = 1"));
        }

        await Assert.ThrowsAsync<LedgerIntegrityException>(async () => await LedgerExport.WriteAsync(books.Ledger, Stream.Null));
    }

    /// <summary>All that a host can read.</summary>
    private static async Task<string> TextOf(Ledger ledger)
    {
        var reader = ledger.Reader;
        var wallets = (await reader.ListWalletsAsync(new WalletQuery { PageSize = 1_000 })).Items;
        var journal = await reader.ReadJournalAsync().ToListAsync();
        var statements = new List<object>();
        foreach (var account in wallets.SelectMany(wallet => wallet.Accounts.Select(account => (wallet.Id, account.Currency))))
        {
            statements.Add((await reader.GetStatementAsync(new StatementQuery(account.Id, account.Currency) { PageSize = 1_000 })).Items);
            statements.Add((await reader.GetBalanceOnAsync(account.Id, account.Currency, new DateOnly(2026, 3, 15)))!.Value.ToString());
        }

        var keys = new List<object?>();
        foreach (var key in journal.Select(transaction => transaction.Key).OfType<string>().Concat(["too-much", "never", "none"]))
        {
            keys.Add(await reader.FindKeyAsync(key));
        }

        var freezes = (await reader.ListFreezesAsync(new FreezeQuery { PageSize = 1_000 })).Items;
        var refundables = new List<object?>();
        foreach (var transaction in journal)
        {
            refundables.Add(await reader.GetRefundableAsync(transaction.Id));
        }

        return JsonSerializer.Serialize(new object[] { ledger.Id, wallets, journal, statements, keys, freezes, refundables, await reader.GetPositionAsync() })
            + await reader.GetTrialBalanceAsync();
    }
}
