using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>How accounts come into being in the working set.</summary>
internal static class AccountRules
{
    public static BalanceRow EmptyBalance(long account) => new()
    {
        Account = account,
        Available = Int128.Zero,
        Frozen = Int128.Zero,
        EntryCount = 0,
        LastEntry = 0,
    };

    /// <summary>Counts a new account, and takes it out again if the command is undone.</summary>
    public static void AddNew(Decision decision, CachedAccount account)
    {
        var set = decision.Set;
        set.Counters.Accounts = account.Ordinal;
        set.Dirty.MarkRow(account);
        set.Dirty.MarkBalance(account);
        set.Undo.Add(() => set.RemoveAccount(account));
    }
}
