using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>A wallet in the working set.</summary>
internal sealed class CachedWallet
{
    private WalletRow _row;

    // Most wallets have one currency, and a movement finds it without a look at the list.
    private CachedAccount? _first;
    private CachedAccount[] _accounts = [];

    public CachedWallet(WalletRow row, WalletId id, WalletPolicy policy)
    {
        _row = row;
        Id = id;
        Policy = policy;
        Sides = SidesOf(row);
        IsClosed = row.State == WalletState.Closed;
    }

    public WalletRow Row
    {
        get => _row;
        set
        {
            _row = value;
            Sides = SidesOf(value);
            IsClosed = value.State == WalletState.Closed;
        }
    }

    public WalletId Id { get; }

    public WalletPolicy Policy { get; }

    /// <summary>The accounts in the order of their ordinals.</summary>
    public IReadOnlyList<CachedAccount> Accounts => _accounts;

    /// <summary>The sides that its restrictions stop.</summary>
    public RestrictedSides Sides { get; private set; }

    public bool IsClosed { get; private set; }

    public bool IsDirty { get; set; }

    /// <summary>The commit that used it last; what was not used for longest leaves the cache first.</summary>
    public long UsedBy { get; set; }

    public OwnerKey Owner => new(_row.OwnerId, _row.ApplicationId, _row.Label);

    /// <summary>The account in that currency, removed or not; null when there never was one.</summary>
    public CachedAccount? Find(Currency currency)
    {
        if (_first is null || _first.Currency == currency)
        {
            return _first;
        }

        foreach (var account in _accounts)
        {
            if (account.Currency == currency)
            {
                return account;
            }
        }

        return null;
    }

    /// <summary>Reads what a movement will look at (<see cref="WalletCache.Approach"/>). The answer means nothing; it is there so that all is read.</summary>
    public long Approach() => (Id.IsDefault ? 0 : 1) ^ (_first is null ? 0 : 1);

    /// <summary>Does the same for the account that most movements are of.</summary>
    public long ApproachAccount() => _first?.Approach() ?? 0;

    public void Add(CachedAccount account) => Put([.. _accounts, account]);

    public void Remove(CachedAccount account) => Put(Array.FindAll(_accounts, other => other != account));

    private void Put(CachedAccount[] accounts)
    {
        _accounts = accounts;
        _first = accounts.Length == 0 ? null : accounts[0];
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
