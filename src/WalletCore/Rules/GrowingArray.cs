using System.Runtime.CompilerServices;

namespace WalletCore.Rules;

/// <summary>An array that grows, lends its memory, and keeps it when emptied.</summary>
internal sealed class GrowingArray<T>
{
    private T[] _items = new T[16];

    public int Count { get; private set; }

    public ReadOnlyMemory<T> Memory => _items.AsMemory(0, Count);

    public ref readonly T this[int index] => ref _items.AsSpan(0, Count)[index];

    /// <summary>Adds an item; answers where it stands, until the next one is added.</summary>
    public ref readonly T Add(in T item)
    {
        ref T place = ref Next();
        place = item;
        return ref place;
    }

    /// <summary>The place of a further item, to be written by the caller: a large one is then not made elsewhere and copied.</summary>
    public ref T Next()
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, _items.Length * 2);
        }

        return ref _items[Count++];
    }

    /// <summary>Empties it and keeps what was in it until something else stands there: for what is filled again at once, over and over.</summary>
    public void Restart() => Count = 0;

    public void Truncate(int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items, count, Count - count);
        }

        Count = count;
    }
}
