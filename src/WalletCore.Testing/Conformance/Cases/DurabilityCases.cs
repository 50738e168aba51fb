namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Storage that is opened again has everything.</summary>
internal static class DurabilityCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("reopened_has_everything", "What was committed is all there after the storage is opened again, and writing goes on.", HasEverything)
        {
            Needs = StoreCapabilities.Durable,
        },
        new("reopened_again_and_again", "Keys, references and chains hold over many openings with a commit each.", AgainAndAgainReopened)
        {
            Needs = StoreCapabilities.Durable,
        },
    ];

    private static async Task HasEverything(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 20);
        for (var i = 0; i < 2_000; i++)
        {
            stage.Builder.Post("key " + i, new Line(1, 3 + (i % 20), 1));
        }

        await stage.CommitAsync();
        await underTest.ReopenAsync();
        Check.Same(new[] { Stage.Proposal(1) }, await underTest.Store.ListLedgersAsync(default), "The ledgers");
        await GoesOnAsync(stage);
    }

    private static Task AgainAndAgainReopened(StoreUnderTest underTest) => AgainAndAgainAsync(underTest, underTest.ReopenAsync, "reopening");

    /// <summary>What is in the books is all there, and writing goes on.</summary>
    public static async Task GoesOnAsync(Stage stage)
    {
        await stage.VerifyAllAsync();
        stage.Builder.Post("after", new Line(1, 3, 1));
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    /// <summary>Commits, interrupts and looks for everything, ten times over.</summary>
    public static async Task AgainAndAgainAsync(StoreUnderTest underTest, Func<Task> interruptAsync, string interruption)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        for (var i = 0; i < 10; i++)
        {
            for (var j = 0; j < 20; j++)
            {
                stage.Builder.Post(stage.Builder.Header() with { Key = $"key {i} {j}", Reference = "ref" }, new Line(1, 3, 1));
            }

            stage.Builder.AddAnswer("refused " + i);
            await stage.CommitAsync();
            await interruptAsync();
            await stage.VerifyAllAsync();
            await using var reader = await stage.ReaderAsync();
            foreach (var row in stage.Books.Transactions)
            {
                var answer = await reader.FindKeyAsync(row.Key!, default);
                Check.Same(stage.Books.Transaction(row.Sequence), answer?.Transaction, "The key after " + interruption);
            }

            var referenced = await reader.FindByReferenceAsync("ref", long.MaxValue, 1_000, default);
            Check.Same(stage.Books.Transactions.Count, referenced.Count, "The references after " + interruption);
        }
    }
}
