namespace WalletCore;

/// <summary>A wallet as it stood when it was read. Immutable.</summary>
public sealed record Wallet
{
    /// <summary>Its id.</summary>
    public required WalletId Id { get; init; }

    /// <summary>The owner's id at the host.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The host's application, or empty.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>What tells several wallets of one owner apart, or empty.</summary>
    public required string Label { get; init; }

    /// <summary>Prepaid or postpaid.</summary>
    public required WalletKind Kind { get; init; }

    /// <summary>Open or closed.</summary>
    public required WalletState State { get; init; }

    /// <summary>Why it is frozen; empty when it is not.</summary>
    public required IReadOnlyList<WalletRestriction> Restrictions { get; init; }

    /// <summary>Its accounts, one a currency, in the order in which they were added.</summary>
    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>The host's key-value pairs; null when there are none.</summary>
    public Metadata? Metadata { get; init; }

    /// <summary>When it was opened (UTC).</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it last changed, its balances aside (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether any restriction is in force.</summary>
    public bool IsFrozen => Restrictions.Count > 0;

    /// <summary>The sides that are stopped, over all restrictions.</summary>
    public RestrictedSides RestrictedSides
    {
        get
        {
            var sides = RestrictedSides.None;
            foreach (var restriction in Restrictions)
            {
                sides |= restriction.Sides;
            }

            return sides;
        }
    }

    /// <summary>The account in that currency; null when there is none.</summary>
    public Account? AccountIn(Currency currency)
    {
        foreach (var account in Accounts)
        {
            if (account.Currency == currency)
            {
                return account;
            }
        }

        return null;
    }
}
