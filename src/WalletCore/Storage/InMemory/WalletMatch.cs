namespace WalletCore.Storage.InMemory;

/// <summary>Whether a wallet matches a filter.</summary>
internal static class WalletMatch
{
    public static bool Holds(WalletFilter filter, in WalletSlot slot, in CowView<AccountRow> accounts) =>
        Is(filter.OwnerId, slot.Row.OwnerId)
        && Is(filter.ApplicationId, slot.Row.ApplicationId)
        && Is(filter.Label, slot.Row.Label)
        && (filter.Kind is null || filter.Kind == slot.Row.Kind)
        && (filter.State is null || filter.State == slot.Row.State)
        && (filter.Restricted is null || filter.Restricted == (slot.Row.Restrictions.Count > 0))
        && (filter.Currency is null || Holds(filter.Currency, slot, accounts));

    private static bool Is(string? wanted, string value) => wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);

    private static bool Holds(string currency, in WalletSlot slot, in CowView<AccountRow> accounts)
    {
        foreach (var ordinal in slot.Accounts)
        {
            if (!accounts[ordinal].Closed && string.Equals(accounts[ordinal].Currency, currency, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
