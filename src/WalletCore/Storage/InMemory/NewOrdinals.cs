namespace WalletCore.Storage.InMemory;

/// <summary>Checks that rows name existing ordinals, or new ones without gap or repeat.</summary>
internal struct NewOrdinals(long before, long after)
{
    private readonly bool[]? _seen = after > before ? new bool[after - before] : null;
    private long _missing = Math.Max(after - before, 0);

    public readonly bool AreComplete => _missing == 0;

    public bool Accept(long ordinal)
    {
        if (ordinal < 1 || ordinal > after)
        {
            return false;
        }

        if (ordinal <= before)
        {
            return true;
        }

        ref var seen = ref _seen![ordinal - before - 1];
        if (seen)
        {
            return false;
        }

        seen = true;
        _missing--;
        return true;
    }
}
