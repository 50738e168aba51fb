using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Hostile;

public class A_hostile_query
{
    [Theory]
    [OnEveryStore]
    public async Task With_any_text_finds_what_bears_exactly_it_or_is_misuse(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        var parties = await HostileLedger.FillAsync(books);
        var statement = new StatementQuery(parties.Ana, Currency.EUR);
        foreach (var text in NastyTexts.All)
        {
            await AskAsync(async () => (await books.Reader.ListWalletsAsync(new WalletQuery { OwnerId = text })).Items.Count);
            await AskAsync(async () => (await books.Reader.ListWalletsAsync(new WalletQuery { ApplicationId = text, Label = "x" })).Items.Count);
            await AskAsync(async () => (await books.Reader.GetStatementAsync(statement with { Reference = text })).Items.Count);
            await AskAsync(async () => (await books.Reader.GetStatementAsync(statement with { Types = [text] })).Items.Count);
            await AskAsync(async () => (await books.Reader.GetStatementAsync(StatementQuery.OfSystemAccount(text, Currency.EUR))).Items.Count);
            await AskAsync(async () => (await books.Reader.FindByReferenceAsync(text)).Items.Count);
            await AskAsync(async () => await books.Reader.FindKeyAsync(text) is null ? 0 : 1);
            await AskAsync(async () => await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber(text)) is null ? 0 : 1);
            await AskAsync(async () => await books.Reader.GetWalletAsync(WalletRef.ByOwner(text, text, text)) is null ? 0 : 1);
        }

        Assert.True((await books.Ledger.VerifyAsync()).IsClean);
    }

    [Theory]
    [OnEveryStore]
    public async Task Searches_text_as_it_is_written_without_wildcards(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        var parties = await HostileLedger.FillAsync(books);
        foreach (var text in NastyTexts.WellFormed.Where(text => text.Trim().Length > 0))
        {
            (await books.Ledger.TransferAsync(new Transfer(parties.Ana, parties.Bob, Money.EUR(0.01m)) { Description = $"for {text} only" })).ValueOrThrow();
        }

        foreach (var wildcard in new[] { "for % only", "f%y", "for _ only", "for ? only", "*", ".*", "[a-z]" })
        {
            var found = await books.Reader.GetStatementAsync(new StatementQuery(parties.Ana, Currency.EUR) { Text = wildcard });
            Assert.All(found.Items, line => Assert.Contains(wildcard, line.Description, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task With_a_cursor_that_no_page_gave_is_misuse(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        var parties = await HostileLedger.FillAsync(books);
        var statement = new StatementQuery(parties.Ana, Currency.EUR) { PageSize = 1 };
        var given = (await books.Reader.GetStatementAsync(statement)).NextCursor!;
        var foreign = (await books.Reader.ListWalletsAsync(new WalletQuery { PageSize = 1 })).NextCursor!;
        IEnumerable<string> altered = Enumerable.Range(0, given.Length)
            .Select(place => given[..place] + (given[place] == 'A' ? 'B' : 'A') + given[(place + 1)..]);
        foreach (var cursor in (string[])[.. NastyTexts.All, foreign, .. altered, given[1..], given + "A", given + "="])
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await books.Reader.GetStatementAsync(statement with { Cursor = cursor }));
        }

        Assert.Single((await books.Reader.GetStatementAsync(statement with { Cursor = given })).Items);
    }

    [Theory]
    [OnEveryStore]
    public async Task With_any_page_size_is_bounded_or_misuse(string store)
    {
        await using var books = await HostileLedger.OpenAsync(store);
        _ = await HostileLedger.FillAsync(books);
        foreach (var size in new[] { int.MinValue, -1, 0, int.MaxValue })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await books.Reader.ListWalletsAsync(new WalletQuery { PageSize = size }));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await books.Reader.ListFreezesAsync(new FreezeQuery { PageSize = size }));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await books.Reader.FindByReferenceAsync("x", size));
        }
    }

    /// <summary>Nothing in these books bears such a text, so nothing is found; every other exception than misuse fails the test.</summary>
    private static async Task AskAsync(Func<Task<int>> ask)
    {
        try
        {
            Assert.Equal(0, await ask());
        }
        catch (ArgumentException)
        {
            // The text cannot be one that a ledger keeps.
        }
    }
}
