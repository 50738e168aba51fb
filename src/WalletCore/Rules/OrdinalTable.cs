namespace WalletCore.Rules;

/// <summary>
/// Things by their ordinal. Ordinals are given from 1 on without a gap, so mostly an array is the table: a transfer looks for its two wallets in it again
/// and again, and whatever else stood there would push them out of the processor's near caches. Of a ledger of which only a few things are in memory, those with high
/// ordinals are in a dictionary.
/// </summary>
internal sealed class OrdinalTable<T>
    where T : class
{
    private const int NearMin = 16;

    /// <summary>How many places the array has for each thing at most, when it is made wider: 128 bytes, less than a wallet or an account takes with its rows.</summary>
    private const int PlacesPerThingMax = 16;

    private readonly Dictionary<long, T> _far = [];

    // Whatever has an ordinal below its length is here and not there.
    private T?[] _near = new T?[NearMin];
    private int _nearCount;

    public int Count => _nearCount + _far.Count;

    /// <summary>All there are, in no order.</summary>
    public IEnumerable<T> Values => _near.OfType<T>().Concat(_far.Values);

    /// <summary>The thing with that ordinal; null when there is none.</summary>
    public T? Find(long ordinal)
    {
        // On a copy, of which the compiler knows that it stays the same; and what is far stands elsewhere, so that this is short enough to be inlined.
        var near = _near;
        return unchecked((ulong)ordinal) < (ulong)near.Length ? near[ordinal] : FindFar(ordinal);
    }

    /// <summary>Reads the places of ordinals, so that they are near when they are looked for. The answer means nothing; it is there so that all is read.</summary>
    /// <remarks>Nothing here depends on what is read, so the waits for memory pass together.</remarks>
    public int Approach(ReadOnlySpan<long> ordinals)
    {
        var near = _near;
        var read = 0;
        foreach (var ordinal in ordinals)
        {
            read ^= unchecked((ulong)ordinal) < (ulong)near.Length && near[ordinal] is not null ? 1 : 0;
        }

        return read;
    }

    /// <summary>Puts a thing there, in the place of what may be there.</summary>
    public void Put(long ordinal, T thing)
    {
        if (!IsNear(ordinal) && !TryWiden(ordinal))
        {
            _far[ordinal] = thing;
            return;
        }

        ref var place = ref _near[ordinal];
        _nearCount += place is null ? 1 : 0;
        place = thing;
    }

    /// <summary>Removes a thing, if it is there.</summary>
    public void Remove(long ordinal)
    {
        if (!IsNear(ordinal))
        {
            _far.Remove(ordinal);
            return;
        }

        ref var place = ref _near[ordinal];
        _nearCount -= place is null ? 0 : 1;
        place = null;
    }

    private T? FindFar(long ordinal) => _far.GetValueOrDefault(ordinal);

    private bool IsNear(long ordinal) => unchecked((ulong)ordinal) < (ulong)_near.Length;

    /// <summary>Makes the array wide enough for an ordinal, if there are things enough for that.</summary>
    private bool TryWiden(long ordinal)
    {
        long length = _near.Length;
        while (length <= ordinal)
        {
            length *= 2;
        }

        if (ordinal < 0 || length > (Count + 1L) * PlacesPerThingMax)
        {
            return false;
        }

        Array.Resize(ref _near, (int)length);
        foreach (var (other, thing) in _far.Where(pair => IsNear(pair.Key)).ToArray())
        {
            _far.Remove(other);
            _near[other] = thing;
            _nearCount++;
        }

        return true;
    }
}
