namespace WalletCore.Storage.InMemory;

/// <summary>Whether a freeze record matches a filter.</summary>
internal static class FreezeMatch
{
    public static bool Holds(FreezeFilter filter, FreezeRow row, in CowView<AccountRow> accounts) =>
        (filter.Status is null || filter.Status == row.Status)
        && (filter.ExpiresAtMax is null || row.ExpiresAt <= filter.ExpiresAtMax)
        && (filter.Wallet is null || accounts[row.Account].Wallet == filter.Wallet);
}
