namespace WalletCore.Storage.InMemory;

/// <summary>The amounts of a posting of which some do not fit 64 bits.</summary>
internal readonly record struct WideAmounts(
    Int128 Amount, Int128 DebitAvailable, Int128 DebitFrozen, Int128 CreditAvailable, Int128 CreditFrozen)
{
    public static WideAmounts Of(in PostingRow row) =>
        new(row.Amount, row.DebitAvailable, row.DebitFrozen, row.CreditAvailable, row.CreditFrozen);
}
