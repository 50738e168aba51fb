using System.Buffers.Binary;

namespace WalletCore;

/// <summary>Fields of known width, written one after another as <see cref="CanonicalBuffer"/> does, into room that was reserved for all of them at once.</summary>
internal ref struct CanonicalFields(Span<byte> room)
{
    private Span<byte> _rest = room;

    public void Add(byte value)
    {
        _rest[0] = value;
        _rest = _rest[1..];
    }

    public void Add(short value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(_rest, value);
        _rest = _rest[sizeof(short)..];
    }

    public void Add(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_rest, value);
        _rest = _rest[sizeof(int)..];
    }

    public void Add(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_rest, value);
        _rest = _rest[sizeof(long)..];
    }

    public void Add(Int128 value)
    {
        BinaryPrimitives.WriteInt128LittleEndian(_rest, value);
        _rest = _rest[16..];
    }

    /// <summary>At its full width, or at half of it where it is known to fit.</summary>
    public void Add(long value, bool isWide)
    {
        if (isWide)
        {
            Add(value);
        }
        else
        {
            Add(unchecked((int)value));
        }
    }

    /// <summary>At its full width, or at half of it where it is known to fit.</summary>
    public void Add(Int128 value, bool isWide)
    {
        if (isWide)
        {
            Add(value);
        }
        else
        {
            Add(unchecked((long)value));
        }
    }
}
