using System.Text;

namespace WalletCore;

/// <summary>Reads what a <see cref="RecordWriter"/> wrote; <see cref="InvalidDataException"/> for anything else.</summary>
internal sealed class RecordReader(ReadOnlyMemory<byte> bytes)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _position;

    public bool IsAtEnd => _position == bytes.Length;

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw new InvalidDataException("A byte is neither true nor false."),
    };

    public long Number()
    {
        var value = Var(63);
        return (long)value;
    }

    public int Int32()
    {
        var value = Number();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException("A number is too large.");
    }

    public long Signed()
    {
        var value = (ulong)Var(64);
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    public int SignedInt32()
    {
        var value = Signed();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new InvalidDataException("A number is too large.");
    }

    public Int128 Amount()
    {
        var value = Var(128);
        return unchecked((Int128)(value >> 1) ^ -(Int128)(value & 1));
    }

    public UInt128 UInt128() => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(Take(16));

    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    /// <summary>How many rows follow: no more than there are bytes left, so that a wrong number costs no memory.</summary>
    public int Count()
    {
        var count = Number();
        return count <= bytes.Length - _position ? (int)count : throw new InvalidDataException("More rows are announced than there are bytes.");
    }

    public string? TextOrNull()
    {
        var length = Number();
        return length == 0 ? null : length - 1 <= bytes.Length - _position
            ? Utf8.GetString(Take((int)length - 1))
            : throw new InvalidDataException("A text is longer than its chunk.");
    }

    public string Text() => TextOrNull() ?? throw new InvalidDataException("A text is missing.");

    public TEnum Enum<TEnum>()
        where TEnum : struct, Enum
    {
        var value = (TEnum)System.Enum.ToObject(typeof(TEnum), (int)Byte());
        return System.Enum.IsDefined(value) ? value : throw new InvalidDataException($"There is no such {typeof(TEnum).Name}.");
    }

    private System.UInt128 Var(int bits)
    {
        var value = System.UInt128.Zero;
        for (var shift = 0; ; shift += 7)
        {
            var group = Byte();
            var part = (System.UInt128)(uint)(group & 0x7F);
            if (shift >= bits || (shift + 7 > bits && part >> (bits - shift) != 0))
            {
                throw new InvalidDataException("A number is too large.");
            }

            value |= part << shift;
            if (group < 0x80)
            {
                return value;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - _position)
        {
            throw new InvalidDataException("A row goes past the end of its chunk.");
        }

        var span = bytes.Span.Slice(_position, count);
        _position += count;
        return span;
    }
}
