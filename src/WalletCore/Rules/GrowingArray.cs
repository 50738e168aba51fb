using System.Runtime.CompilerServices;

namespace WalletCore.Rules;

/// <summary>An array that grows, lends its memory, and keeps it when emptied.</summary>
internal sealed class GrowingArray<T>
{
    private T[] _items = new T[16];

    public int Count { get; private set; }

    public ReadOnlyMemory<T> Memory => _items.AsMemory(0, Count);

    public ref readonly T this[int index] => ref _items.AsSpan(0, Count)[index];

    public void Add(in T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, _items.Length * 2);
        }

        _items[Count++] = item;
    }

    public void Truncate(int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items, count, Count - count);
        }

        Count = count;
    }
}
