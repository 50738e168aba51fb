using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Accounts' chains of entries and their waypoints.</summary>
internal static class EntryCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("entries_every_page", "Every first number and every count give the model's entries, across three waypoints and more.", EveryPage),
        new("entries_same_account", "A posting within one account makes two entries, the debit first.", SameAccount),
        new("waypoint_by_time", "The last waypoint at or before a time is found, for every time.", WaypointByTime),
        new("waypoint_pages", "Waypoints come by entry number, after the one given.", WaypointPages),
    ];

    private static async Task<Stage> LongChains(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 2);
        for (var i = 0; i < 150; i++)
        {
            stage.Builder.BusinessDay = 739_000 + (i * 7 % 31);
            stage.Builder.Post(null, new Line(1, 3, 3), new Line(3, 2, 1));
            if (i % 4 == 0)
            {
                stage.Builder.Post(null, new Line(3, 3, 1) { To = Pocket.Frozen });
            }

            if (i % 9 == 8)
            {
                await stage.CommitAsync();
                stage.Builder.Now += 1_000;
            }
        }

        await stage.CommitAsync();
        return stage;
    }

    private static async Task EveryPage(StoreUnderTest underTest)
    {
        var stage = await LongChains(underTest);
        await using var reader = await stage.ReaderAsync();
        var total = stage.Books.Balances[3].EntryCount;
        Check.True(total > 5 * WaypointRow.Interval, "a long chain");
        int[] counts = [1, 2, 3, 63, 64, 65, 129, (int)total, int.MaxValue];
        for (long first = 1; first <= total + 2; first++)
        {
            foreach (var count in counts)
            {
                var expected = stage.Books.EntriesOf(3, first, count);
                var actual = await reader.ReadEntriesAsync(3, first, count, default);
                Check.True(expected.SequenceEqual(actual), $"entries {first} and on, {count} of them, are the model's");
            }
        }

        Check.Same(0, (await reader.ReadEntriesAsync(3, long.MaxValue, int.MaxValue, default)).Count, "Entries past the end");
        Check.Same(0, (await reader.ReadEntriesAsync(4, 1, 10, default)).Count, "Entries of an account without");
        await stage.VerifyAllAsync();
    }

    private static async Task SameAccount(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(1, 3, 10);
        stage.Builder.Post(null, new Line(3, 3, 4) { To = Pocket.Frozen });
        stage.Builder.Post(null, new Line(3, 3, 4) { From = Pocket.Frozen });
        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        var entries = await reader.ReadEntriesAsync(3, 1, 10, default);
        Check.Same(
            new[] { Side.Credit, Side.Debit, Side.Credit, Side.Debit, Side.Credit }, entries.Select(entry => entry.Side), "The sides");
        Check.Same(new long[] { 1, 2, 2, 3, 3 }, entries.Select(entry => entry.Posting.Ordinal), "The postings");
        await stage.VerifyAllAsync();
    }

    private static async Task WaypointByTime(StoreUnderTest underTest)
    {
        var stage = await LongChains(underTest);
        await using var reader = await stage.ReaderAsync();
        var marks = stage.Books.Waypoints.Where(row => row.Account == 3).ToArray();
        var times = marks.SelectMany(row => new[] { row.RecordedAt - 1, row.RecordedAt, row.RecordedAt + 1 }).Concat([0, long.MinValue, long.MaxValue]);
        foreach (var time in times)
        {
            var found = marks.Where(row => row.RecordedAt <= time).ToArray();
            WaypointRow? expected = found.Length == 0 ? null : found[^1];
            Check.Same(expected, await reader.FindWaypointAsync(3, time, default), "The waypoint at " + time);
        }

        Check.Same(null, await reader.FindWaypointAsync(4, long.MaxValue, default), "The waypoint of a short account");
    }

    private static async Task WaypointPages(StoreUnderTest underTest)
    {
        var stage = await LongChains(underTest);
        await using var reader = await stage.ReaderAsync();
        foreach (var account in new long[] { 1, 2, 3, 4 })
        {
            foreach (var after in new[] { 0L, 1, 63, 64, 65, 128, 10_000, long.MaxValue })
            {
                foreach (var limit in new[] { 1, 2, 1_000 })
                {
                    Check.Same(
                        stage.Books.Waypoints.Where(row => row.Account == account && row.EntryNumber > after).Take(limit),
                        await reader.ListWaypointsAsync(account, after, limit, default),
                        "The waypoints");
                }
            }
        }
    }
}
