namespace WalletCore.Storage.InMemory;

/// <summary>Rows up to a limit.</summary>
internal sealed class Page<T>
{
    private readonly List<T> _rows = [];
    private readonly int _limit;

    public Page(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        _limit = limit;
    }

    public bool IsFull => _rows.Count == _limit;

    public IReadOnlyList<T> Rows => _rows;

    public void Add(T row) => _rows.Add(row);
}
