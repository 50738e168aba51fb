namespace WalletCore;

/// <summary>How a ledger is imported. Immutable.</summary>
public sealed record LedgerImportOptions
{
    /// <summary>The defaults.</summary>
    public static LedgerImportOptions Default { get; } = new();

    /// <summary>The ledger's name in the target; null, the default: the name it had. 1 to 100 of a-z, 0-9, <c>_</c>, <c>-</c>, <c>.</c>, <c>:</c>.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Where the imported ledger has to stand, as the export reported it; null, the default: wherever the file ends. Checksums and chain show damage; somebody
    /// who can write the whole file can make all of them again, and only this, taken another way than the file, shows that.
    /// </summary>
    public LedgerPosition? ExpectedPosition { get; init; }

    /// <summary>The clock for the pauses between attempts when the store fails for the moment.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (Name is not null)
        {
            Names.ThrowUnlessName(Name, nameof(Name));
        }
    }
}
