using System.Collections.Immutable;

namespace WalletCore.Storage.InMemory;

/// <summary>The changing part of a ledger as of one commit: live within the ledger's lock, or frozen for a snapshot.</summary>
internal readonly record struct LedgerView(
    LedgerHead Head,
    CowView<WalletSlot> Wallets,
    CowView<AccountRow> Accounts,
    BalanceView Balances,
    CowView<FreezeRow> Freezes,
    long FreezeCount,
    ImmutableSortedSet<RefundSlot> Refunds,
    CowView<UsageSlot> Usages,
    long UsageCount,
    long Renames)
{
    public WalletFacts? Wallet(long ordinal)
    {
        if (ordinal < 1 || ordinal > Head.Wallets)
        {
            return null;
        }

        ref readonly var slot = ref Wallets[ordinal];
        var accounts = slot.Accounts.Length == 0 ? [] : new AccountFacts[slot.Accounts.Length];
        for (var i = 0; i < accounts.Length; i++)
        {
            accounts[i] = new AccountFacts(Accounts[slot.Accounts[i]], Balances[slot.Accounts[i]]);
        }

        return new WalletFacts(slot.Row, accounts);
    }

    public AccountFacts? Account(long ordinal) =>
        ordinal < 1 || ordinal > Head.Accounts ? null : new AccountFacts(Accounts[ordinal], Balances[ordinal]);

    public FreezeRow? Freeze(long ordinal)
    {
        if (ordinal < 1)
        {
            return null;
        }

        var place = FreezePlaceAfter(ordinal - 1);
        return place <= FreezeCount && Freezes[place].Ordinal == ordinal ? Freezes[place] : null;
    }

    /// <summary>The place of the first freeze record past that ordinal: they are kept in the order in which they were made.</summary>
    public long FreezePlaceAfter(long ordinal)
    {
        long low = 1, high = FreezeCount + 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Freezes[middle].Ordinal <= ordinal)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>All usages in the order of their keys.</summary>
    public UsageRow[] SortedUsages()
    {
        var rows = new List<UsageRow>();
        for (long place = 1; place <= UsageCount; place++)
        {
            rows.AddRange(Usages[place].Windows);
        }

        rows.Sort(static (a, b) => Compare(a, new UsageKey(b.Account, b.Limit, b.Window)));
        return [.. rows];
    }

    public static int Compare(in UsageRow row, in UsageKey key)
    {
        var byAccount = row.Account.CompareTo(key.Account);
        var byLimit = byAccount != 0 ? byAccount : string.CompareOrdinal(row.Limit, key.Limit);
        return byLimit != 0 ? byLimit : row.Window.CompareTo(key.Window);
    }

    public RefundRow? Refund(long original) =>
        Refunds.TryGetValue(new RefundSlot(original, null), out var slot) ? slot.Row : null;
}
