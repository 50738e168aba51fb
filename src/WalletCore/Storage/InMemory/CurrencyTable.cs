namespace WalletCore.Storage.InMemory;

/// <summary>Numbers the currency codes that a ledger's headers bear, so that a header spends two bytes on its own.</summary>
/// <remarks>One writer adds. Others may read without a lock the numbers of visible headers.</remarks>
internal sealed class CurrencyTable
{
    private readonly Dictionary<string, ushort> _numbers = new(StringComparer.Ordinal);
    private string?[] _codes = [null];
    private string? _last;
    private ushort _lastNumber;

    /// <summary>The code with that number; null for zero.</summary>
    public string? this[ushort number] => Volatile.Read(ref _codes)[number];

    public ushort NumberOf(string? code)
    {
        if (code is null)
        {
            return 0;
        }

        if (!ReferenceEquals(code, _last))
        {
            _lastNumber = _numbers.TryGetValue(code, out var number) ? number : Add(code);
            _last = code;
        }

        return _lastNumber;
    }

    private ushort Add(string code)
    {
        if (_codes.Length > ushort.MaxValue)
        {
            throw new WalletStoreException($"A ledger in memory holds at most {ushort.MaxValue} currencies.", isTransient: false);
        }

        var number = (ushort)_codes.Length;
        Volatile.Write(ref _codes, [.. _codes, code]);
        _numbers.Add(code, number);
        return number;
    }
}
