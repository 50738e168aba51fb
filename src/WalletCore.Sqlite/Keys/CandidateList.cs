namespace WalletCore.Sqlite.Keys;

/// <summary>Targets whose hash matches: usually none or one, so no list is made for them.</summary>
internal struct CandidateList
{
    private long _first;
    private List<long>? _more;

    public void Add(long target)
    {
        if (_first == 0)
        {
            _first = target;
        }
        else
        {
            (_more ??= []).Add(target);
        }
    }

    public readonly int Count => _first == 0 ? 0 : 1 + (_more?.Count ?? 0);

    public readonly long this[int index] => index == 0 ? _first : _more![index - 1];
}
