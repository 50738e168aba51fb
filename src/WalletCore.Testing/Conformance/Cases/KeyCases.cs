using System.Globalization;
using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>What keys answer, and references.</summary>
internal static class KeyCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("key_found_and_absent", "Every key of many is found, also in pieces of others, and no other text is.", FoundAndAbsent),
        new("key_replaced", "A key used again answers the newer row, whether transaction or refusal.", Replaced),
        new("reference_newest_first", "Transactions with a reference come newest first, before the one given.", References),
        new("refunds_of_original", "Refunds of an original come by sequence, after the one given.", Refunds),
    ];

    private static async Task FoundAndAbsent(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        for (var batch = 0; batch < 5; batch++)
        {
            for (var i = 0; i < 1_000; i++)
            {
                stage.Builder.Post(Name((batch * 1_000) + i), new Line(1, 3, 1));
            }

            stage.Builder.AddAnswer("refused " + batch);
            await stage.CommitAsync();
        }

        await using var reader = await stage.ReaderAsync();
        for (var i = 0; i < 5_000; i++)
        {
            Check.Same(new KeyAnswer(Name(i), stage.Books.Transaction(i + 1), null), await reader.FindKeyAsync(Name(i), default), "A key");
        }

        string[] unknown = ["", "k", "k-", "k-5000", "K-1", "k-1 ", " k-1", "k-01", "k-1\0"];
        foreach (var key in unknown)
        {
            Check.Same(null, await reader.FindKeyAsync(key, default), "An unknown key");
        }

        string[] known = [.. Enumerable.Range(0, 1_000).Select(i => Name(5 * i))];
        var together = await reader.FindKeysAsync([.. known, "refused 3", .. unknown, .. known], default);
        var expected = known.Select((key, i) => new KeyAnswer(key, stage.Books.Transaction((5 * i) + 1), null))
            .Append(new KeyAnswer("refused 3", null, stage.Books.Answers[3]));
        Check.Same(
            expected.OrderBy(answer => answer.Key, StringComparer.Ordinal), together.OrderBy(answer => answer.Key, StringComparer.Ordinal), "Keys together");
        Check.Same(Array.Empty<KeyAnswer>(), await reader.FindKeysAsync(unknown, default), "Unknown keys together");
        Check.Same(Array.Empty<KeyAnswer>(), await reader.FindKeysAsync([], default), "No keys");

        static string Name(int i) => "k-" + i.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task Replaced(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await using var reader = await stage.ReaderAsync();
        for (var i = 1; i <= 6; i++)
        {
            KeyAnswer expected;
            if (i % 3 == 0)
            {
                stage.Builder.AddAnswer("k", "{\"i\":" + i + "}");
                expected = new KeyAnswer("k", null, stage.Books.Answers[^1]);
            }
            else
            {
                expected = new KeyAnswer("k", stage.Books.Transaction(stage.Builder.Post("k", new Line(1, 3, i))), null);
            }

            await stage.CommitAsync();
            Check.Same(expected, await reader.FindKeyAsync("k", default), "The key");
            Check.Same(new[] { expected }, await reader.FindKeysAsync(["k"], default), "The key among others");
            var state = await stage.LoadAsync(request => request.Keys.Add("k"));
            Check.Same(new[] { expected }, state.Keys, "The loaded key");
        }
    }

    private static async Task References(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        string?[] references = ["a", "b", null, "", "A"];
        for (var i = 0; i < 100; i++)
        {
            stage.Builder.Post(stage.Builder.Header() with { Reference = references[i % 5] }, new Line(1, 3, 1));
            if (i % 30 == 29)
            {
                await stage.CommitAsync();
            }
        }

        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        foreach (var reference in new[] { "a", "b", "", "A", "unknown" })
        {
            var all = stage.Books.Transactions.Where(row => row.Reference == reference).Select(row => row.Sequence).Reverse().ToArray();
            foreach (var before in new[] { long.MaxValue, 101, 100, 52, 51, 50, 1, 0 })
            {
                foreach (var limit in new[] { 1, 7, 1_000 })
                {
                    Check.Same(
                        all.Where(sequence => sequence < before).Take(limit).Select(stage.Books.Transaction),
                        await reader.FindByReferenceAsync(reference, before, limit, default),
                        "The transactions with a reference");
                }
            }
        }
    }

    private static async Task Refunds(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(1, 3, 100);
        stage.Builder.Post(1, 3, 100);
        for (var i = 0; i < 30; i++)
        {
            stage.Builder.Post(stage.Builder.Header() with { Original = i % 3 }, new Line(3, 1, 1));
        }

        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        foreach (var original in new long[] { 1, 2, 3, 99 })
        {
            foreach (var after in new[] { 0L, 3, 4, 12, 31, 32, long.MaxValue })
            {
                foreach (var limit in new[] { 1, 4, 1_000 })
                {
                    Check.Same(
                        stage.Books.Transactions.Where(row => row.Original == original && row.Sequence > after).Take(limit)
                            .Select(row => stage.Books.Transaction(row.Sequence)),
                        await reader.ListRefundsAsync(original, after, limit, default),
                        "The refunds of an original");
                }
            }
        }
    }
}
