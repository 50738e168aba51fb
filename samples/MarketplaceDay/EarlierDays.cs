using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>Finds what a line of an earlier day made, by its key.</summary>
internal static class EarlierDays
{
    public static ValueTask<Made> FindAsync(Ledger ledger, string key) => default;
}
