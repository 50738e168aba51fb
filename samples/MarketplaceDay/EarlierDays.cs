using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>Finds what a line of an earlier day made, by its key: the ledger remembers keys for ever.</summary>
internal static class EarlierDays
{
    public static async ValueTask<Made> FindAsync(Ledger ledger, string key)
    {
        if ((await ledger.Reader.FindKeyAsync(key))?.Transaction is not { } transaction)
        {
            return default;
        }

        return new Made(transaction.Id, transaction.FreezeId ?? default);
    }
}
