namespace WalletCore;

/// <summary>Rows of one kind in their order, read a page ahead.</summary>
internal sealed class RowPages<T>(Func<long, int, ValueTask<IReadOnlyList<T>>> readPage, Func<T, long> ordinal)
{
    private const int PageLength = 1024;

    private IReadOnlyList<T> _page = [];
    private int _next;
    private long _last;
    private bool _isLastPage;

    /// <summary>The row that comes next, once <see cref="HasNextAsync"/> said that there is one.</summary>
    public T Next => _page[_next];

    public ValueTask<bool> HasNextAsync() => _next < _page.Count ? new ValueTask<bool>(true) : ReadAsync();

    public T Take()
    {
        var row = _page[_next++];
        _last = ordinal(row);
        return row;
    }

    private async ValueTask<bool> ReadAsync()
    {
        if (_isLastPage)
        {
            return false;
        }

        _page = await readPage(_last, PageLength).ConfigureAwait(false);
        _next = 0;
        _isLastPage = _page.Count < PageLength;
        return _page.Count > 0;
    }
}
