using System.Text;

namespace WalletCore;

/// <summary>
/// A growing buffer of records: numbers as base-128 varints (least significant group first; signed ones zigzag), text as its UTF-8 length + 1
/// and its bytes, zero for null.
/// </summary>
internal sealed class RecordWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte value) => Reserve(1)[0] = value;

    public void Add(bool value) => Add(value ? (byte)1 : (byte)0);

    public void AddBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>A number that is never negative.</summary>
    public void Add(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        AddVar((ulong)value);
    }

    public void AddSigned(long value) => AddVar(unchecked((ulong)((value << 1) ^ (value >> 63))));

    public void AddAmount(Int128 value)
    {
        var rest = unchecked((UInt128)((value << 1) ^ (value >> 127)));
        while (rest >= 0x80)
        {
            Add((byte)((byte)(rest & 0x7F) | 0x80));
            rest >>= 7;
        }

        Add((byte)rest);
    }

    public void Add(UInt128 value) => System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(Reserve(16), value);

    public void Add(string? text)
    {
        if (text is null)
        {
            Add((byte)0);
            return;
        }

        var length = Utf8.GetByteCount(text);
        Add((long)length + 1);
        Utf8.GetBytes(text, Reserve(length));
    }

    private void AddVar(ulong value)
    {
        while (value >= 0x80)
        {
            Add((byte)((byte)(value & 0x7F) | 0x80));
            value >>= 7;
        }

        Add((byte)value);
    }

    private Span<byte> Reserve(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
