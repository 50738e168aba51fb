using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>A wallet in the working set.</summary>
internal sealed class CachedWallet
{
    private WalletRow _row;

    public CachedWallet(WalletRow row, WalletId id, WalletPolicy policy)
    {
        _row = row;
        Id = id;
        Policy = policy;
        Sides = SidesOf(row);
    }

    public WalletRow Row
    {
        get => _row;
        set
        {
            _row = value;
            Sides = SidesOf(value);
        }
    }

    public WalletId Id { get; }

    public WalletPolicy Policy { get; }

    /// <summary>The accounts in the order of their ordinals.</summary>
    public List<CachedAccount> Accounts { get; } = new(1);

    /// <summary>The sides that its restrictions stop.</summary>
    public RestrictedSides Sides { get; private set; }

    public bool IsDirty { get; set; }

    /// <summary>The commit that used it last; what was not used for longest leaves the cache first.</summary>
    public long UsedBy { get; set; }

    public OwnerKey Owner => new(_row.OwnerId, _row.ApplicationId, _row.Label);

    /// <summary>The account in that currency, removed or not; null when there never was one.</summary>
    public CachedAccount? Find(Currency currency)
    {
        foreach (var account in CollectionsMarshal.AsSpan(Accounts))
        {
            if (account.Currency == currency)
            {
                return account;
            }
        }

        return null;
    }

    private static RestrictedSides SidesOf(WalletRow row)
    {
        var sides = RestrictedSides.None;
        foreach (var restriction in row.Restrictions)
        {
            sides |= restriction.Sides;
        }

        return sides;
    }
}
