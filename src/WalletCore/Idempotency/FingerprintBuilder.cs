using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>Collects the fields of a command, always in the same order, into a <see cref="CommandFingerprint"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FingerprintBuilder
{
    /// <summary>How many fields a fingerprint tells apart.</summary>
    public const int FieldsMax = 16;

    private readonly List<string>? _names;
    private StableHash _whole;
    private UInt128 _fields;
    private int _count;

    public FingerprintBuilder(string operation, List<string>? names)
    {
        _whole = new StableHash(0);
        _whole.Add(operation);
        _names = names;
    }

    public readonly CommandFingerprint Build() => new(_whole.Value, _fields);

    public void Add(string name, ReadOnlySpan<char> value, bool present)
    {
        var field = new StableHash((ulong)_count);
        field.Add(value);
        Append(name, field.Value, present);
    }

    public void Add(string name, string? value) => Add(name, value.AsSpan(), value is not null);

    public void Add(string name, Int128 value, bool present = true)
    {
        var field = new StableHash((ulong)_count);
        field.Add(value);
        Append(name, field.Value, present);
    }

    public void Add(string name, UInt128 value, bool present = true) => Add(name, unchecked((Int128)value), present);

    public void Add(string name, Money? value)
    {
        var field = new StableHash((ulong)_count);
        if (value is { } money)
        {
            field.Add(money.AmountMinor);
            field.Add(money.Currency.Code);
        }

        Append(name, field.Value, value is not null);
    }

    public void Add(string name, WalletRef value)
    {
        var field = new StableHash((ulong)_count);
        value.AddTo(ref field);
        Append(name, field.Value, present: !value.IsDefault);
    }

    private void Append(string name, ulong hash, bool present)
    {
        _names?.Add(name);
        _whole.Add(present ? hash | 1 : 0);
        _whole.Add(present ? hash >> 1 : 0);
        if (present)
        {
            // 1 to 255: zero says that the field was left out.
            _fields |= (UInt128)((hash % 255) + 1) << (8 * _count);
        }

        _count++;
    }
}
