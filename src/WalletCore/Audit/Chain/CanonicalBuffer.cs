using System.Buffers.Binary;
using System.Text;

namespace WalletCore;

/// <summary>
/// A growing buffer of canonical bytes: numbers little-endian at fixed width, text as its UTF-8 length (4 bytes, -1 for null) and its
/// UTF-8 bytes. Two different values never give the same bytes.
/// </summary>
internal sealed class CanonicalBuffer
{
    private const int ShortTextMax = 32;

    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Add(byte value) => Reserve(1)[0] = value;

    public void Add(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

    public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);

    public void Add(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);

    public void Add(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Reserve(16), value);

    public void Add(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Reserve(16), value);

    public void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }

        if (text.Length <= ShortTextMax && TryAddAscii(text))
        {
            return;
        }

        var lengthAt = _length;
        Reserve(sizeof(int));
        var destination = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = Encoding.UTF8.GetBytes(text, destination);
        _length = lengthAt + sizeof(int) + written;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(lengthAt), written);
    }

    /// <summary>Keys and currency codes are short and plain: their characters are their bytes.</summary>
    private bool TryAddAscii(string text)
    {
        var room = Reserve(sizeof(int) + text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length);
        room = room[sizeof(int)..];
        for (var i = 0; i < text.Length && i < room.Length; i++)
        {
            var c = text[i];
            if (c >= 0x80)
            {
                _length -= sizeof(int) + text.Length;
                return false;
            }

            room[i] = (byte)c;
        }

        return true;
    }

    public Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        var span = _bytes.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
