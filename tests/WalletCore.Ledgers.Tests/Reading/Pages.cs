namespace WalletCore.Ledgers.Tests.Reading;

/// <summary>Follows cursors to the end.</summary>
internal static class Pages
{
    public static Task<List<StatementLine>> AllAsync(StatementQuery query, LedgerReader reader) =>
        AllAsync(cursor => reader.GetStatementAsync(query with { Cursor = cursor }));

    public static async Task<List<T>> AllAsync<T>(Func<string?, ValueTask<Page<T>>> read)
    {
        var items = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            items.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return items;
    }
}
