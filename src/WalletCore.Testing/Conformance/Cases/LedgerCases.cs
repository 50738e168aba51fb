using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Registering ledgers, and keeping them apart.</summary>
internal static class LedgerCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("ledger_first_registration_wins", "A registered name answers its first registration, whatever is proposed later.", FirstWins),
        new("ledger_racing_registrations_agree", "Racing callers of one name all get the same registration.", RacersAgree),
        new("ledger_list_by_name", "Ledgers are listed by name in ordinal order.", ListedByName),
        new("ledger_starts_empty", "A new ledger has the default head and holds nothing.", StartsEmpty),
        new("ledger_many_are_isolated", "Many ledgers in one store hold each its own rows under the same ordinals, keys and names.", ManyAreIsolated),
        new("store_kind", "The store's kind is a short lower-case word.", KindIsAWord),
    ];

    private static async Task FirstWins(StoreUnderTest underTest)
    {
        var first = await underTest.Store.RegisterLedgerAsync(Stage.Proposal(1), default);
        var second = await underTest.Store.RegisterLedgerAsync(Stage.Proposal(2) with { Name = first.Name }, default);
        Check.Same(Stage.Proposal(1), first, "The first registration");
        Check.Same(first, second, "The second registration");
    }

    private static async Task RacersAgree(StoreUnderTest underTest)
    {
        var racers = Enumerable.Range(1, 16).Select(number => Task.Run(async () =>
            await underTest.Store.RegisterLedgerAsync(Stage.Proposal(number) with { Name = "the one" }, default)));
        var rows = await Check.Soon(new ValueTask<LedgerRow[]>(Task.WhenAll(racers)));
        Check.Same(Enumerable.Repeat(rows[0], rows.Length), rows, "The registrations");
        Check.Same(new[] { rows[0] }, await underTest.Store.ListLedgersAsync(default), "The ledgers");
    }

    private static async Task ListedByName(StoreUnderTest underTest)
    {
        string[] names = ["b", "B", "é", "a", "10", "9", new string('z', 100)];
        for (var i = 0; i < names.Length; i++)
        {
            await underTest.Store.RegisterLedgerAsync(Stage.Proposal(i + 1) with { Name = names[i] }, default);
        }

        var listed = await underTest.Store.ListLedgersAsync(default);
        Check.Same(names.Order(StringComparer.Ordinal), listed.Select(row => row.Name), "The names");
    }

    private static async Task StartsEmpty(StoreUnderTest underTest)
    {
        var stage = await Stage.OpenAsync(underTest);
        await stage.VerifyAllAsync();
        await using var session = await stage.Store.BeginWriteAsync(stage.Ledger, default);
        Check.Same(default(LedgerHead), session.Head, "The head");
    }

    private static async Task ManyAreIsolated(StoreUnderTest underTest)
    {
        List<Stage> stages = [];
        for (var number = 1; number <= 20; number++)
        {
            var stage = await Stage.WithWalletsAsync(underTest, 2, number);
            stage.Builder.Post("same key", new Line(1, 3, number));
            await stage.CommitAsync();
            stages.Add(stage);
        }

        foreach (var stage in stages)
        {
            await stage.VerifyAllAsync();
            var state = await stage.LoadAsync(request => request.Keys.Add("same key"));
            Check.Same(new[] { new KeyAnswer("same key", stage.Books.Transaction(1), null) }, state.Keys, "The key");
        }
    }

    private static Task KindIsAWord(StoreUnderTest underTest)
    {
        var kind = underTest.Store.Kind;
        Check.True(kind.Length is > 0 and <= 20 && kind.All(char.IsAsciiLetterLower), "a short lower-case word");
        return Task.CompletedTask;
    }
}
