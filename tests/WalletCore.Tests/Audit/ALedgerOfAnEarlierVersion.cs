using WalletCore.Storage;

namespace WalletCore.Tests.Audit;

/// <summary>A ledger whose first links were made of an earlier version's bytes: they stay, are proved, and new ones follow them.</summary>
public sealed class ALedgerOfAnEarlierVersion
{
    private readonly InMemoryWalletStore _store = new();

    [Fact]
    public async Task Is_written_on_and_verified()
    {
        var links = await WriteAsync();

        await using var ledger = await Ledger.OpenAsync(_store);
        var report = await ledger.VerifyAsync();

        Assert.True(report.IsClean, string.Join('\n', report.Findings));
        Assert.Equal(6, report.TransactionCount);
        Assert.Equal(6, links.Distinct().Count());
    }

    [Fact]
    public async Task Moves_to_another_store_with_its_links()
    {
        var links = await WriteAsync();
        using var file = new MemoryStream();
        await using (var ledger = await Ledger.OpenAsync(_store))
        {
            await LedgerExport.WriteAsync(ledger, file);
        }

        file.Position = 0;
        await using var target = new InMemoryWalletStore();
        await LedgerImport.ReadAsync(file, target);

        Assert.Equal(links, await LinksAsync(target));
        await using var moved = await Ledger.OpenAsync(target);
        Assert.True((await moved.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Is_not_proved_by_bytes_of_no_version()
    {
        await WriteAsync(new BytesOfNoVersion());

        await using var ledger = await Ledger.OpenAsync(_store);
        var report = await ledger.VerifyAsync();

        Assert.Equal((VerificationCode.ChainLinkWrong, (long?)1), (report.Findings[0].Code, report.Findings[0].Sequence));
        await Assert.ThrowsAsync<LedgerIntegrityException>(async () => await LedgerExport.WriteAsync(ledger, new MemoryStream()));
    }

    /// <summary>Opens wallets and transfers, first under an earlier version and then under this one.</summary>
    private async Task<IReadOnlyList<ChainHash>> WriteAsync(JournalBytes? bytes = null)
    {
        WalletId[] wallets;
        await using (var earlier = await Ledger.OpenAsync(new EarlierLinks(_store, bytes ?? new JournalBytes1())))
        {
            wallets =
            [
                (await earlier.OpenWalletAsync(new OpenWallet("a") { Currency = Currency.EUR })).ValueOrThrow().Wallet.Id,
                (await earlier.OpenWalletAsync(new OpenWallet("b") { Currency = Currency.EUR })).ValueOrThrow().Wallet.Id,
            ];
            await earlier.DepositAsync(new Deposit(wallets[0], Money.EUR(10m)) { Key = "1" });
            await earlier.TransferAsync(new Transfer(wallets[0], wallets[1], Money.EUR(1m)) { Key = "2" });
        }

        await using var ledger = await Ledger.OpenAsync(_store);
        await ledger.TransferAsync(new Transfer(wallets[0], wallets[1], Money.EUR(1m)) { Key = "3" });
        await ledger.FreezeAsync(new Freeze(wallets[1], Money.EUR(1m)) { Key = "4" });
        return await LinksAsync(_store);
    }

    private static async Task<IReadOnlyList<ChainHash>> LinksAsync(InMemoryWalletStore store)
    {
        var ledger = Assert.Single(await store.ListLedgersAsync(CancellationToken.None));
        await using var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Latest, CancellationToken.None);
        return [.. (await reader.ReadCommitsAsync(0, 100, CancellationToken.None)).Select(commit => commit.Hash)];
    }

    private sealed class BytesOfNoVersion : JournalBytes
    {
        public override byte Version => 3;

        public override void Write(CanonicalBuffer buffer, in TransactionRow header, ReadOnlySpan<PostingRow> postings) => Newest.Write(buffer, header, postings);
    }
}
