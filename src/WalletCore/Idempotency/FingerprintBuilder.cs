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
    private ulong _firstFields;
    private ulong _lastFields;
    private int _count;

    public FingerprintBuilder(string operation, List<string>? names)
    {
        _whole = new StableHash(0);
        _whole.Add(operation);
        _names = names;
    }

    public readonly CommandFingerprint Build() => new(_whole.Value, new UInt128(_lastFields, _firstFields));

    public void Add(string name, string? value)
    {
        if (value is null)
        {
            Skip(name);
            return;
        }

        var field = NewField();
        field.Add(value.AsSpan());
        Append(name, field.Value);
    }

    public void Add(string name, Int128 value, bool present = true)
    {
        if (!present)
        {
            Skip(name);
            return;
        }

        var field = NewField();
        field.Add(value);
        Append(name, field.Value);
    }

    public void Add(string name, UInt128 value) => Add(name, unchecked((Int128)value));

    public void Add(string name, Money? value)
    {
        if (value is not { } money)
        {
            Skip(name);
            return;
        }

        var field = NewField();
        field.Add(money.AmountMinor);
        field.Add(money.Currency.Code.AsSpan());
        Append(name, field.Value);
    }

    public void Add(string name, WalletRef value)
    {
        if (value.IsDefault)
        {
            Skip(name);
            return;
        }

        var field = NewField();
        value.AddTo(ref field);
        Append(name, field.Value);
    }

    /// <summary>Several fields at the end that were all left out, of a fingerprint whose names nobody wants.</summary>
    public void Skip(int count)
    {
        // On a copy, which stays in a register from step to step.
        var whole = _whole;
        for (var i = 0; i < count; i++)
        {
            whole.Add(0);
        }

        _whole = whole;
        _count += count;
    }

    private readonly StableHash NewField() => new((ulong)_count);

    /// <summary>A field that was left out: zero in both, which no field that is there gives.</summary>
    private void Skip(string name)
    {
        _names?.Add(name);
        _whole.Add(0);
        _count++;
    }

    private void Append(string name, ulong hash)
    {
        _names?.Add(name);
        _whole.Add(hash | 1);
        var mark = (hash % 255) + 1;
        if (_count < 8)
        {
            _firstFields |= mark << (8 * _count);
        }
        else
        {
            _lastFields |= mark << (8 * (_count - 8));
        }

        _count++;
    }
}
