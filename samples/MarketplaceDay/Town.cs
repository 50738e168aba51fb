using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>
/// Who there is, and roughly what they have: enough for a generator to write mostly sensible lines. The ledger, not this, decides what
/// becomes of them.
/// </summary>
internal sealed class Town
{
    private readonly Dictionary<(string Owner, Currency Currency), long> _available = [];

    public List<string> Customers { get; } = [];

    public List<string> Shops { get; } = [];

    public Dictionary<string, Currency> HomeOf { get; } = new(StringComparer.Ordinal);

    public List<(string Key, Money Amount)> Purchases { get; } = [];

    public List<(string Key, Money Amount)> Freezes { get; } = [];

    public List<(string Owner, string Reason)> FrozenWallets { get; } = [];

    public List<string> ClosedWallets { get; } = [];

    public Money Available(string owner, Currency currency) => Money.FromMinor(_available.GetValueOrDefault((owner, currency)), currency);

    public void Move(string? from, string? to, Money amount)
    {
        if (from is not null)
        {
            _available[(from, amount.Currency)] = _available.GetValueOrDefault((from, amount.Currency)) - (long)amount.AmountMinor;
        }

        if (to is not null)
        {
            _available[(to, amount.Currency)] = _available.GetValueOrDefault((to, amount.Currency)) + (long)amount.AmountMinor;
        }
    }
}
