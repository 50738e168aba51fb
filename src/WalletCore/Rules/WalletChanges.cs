using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>How wallets and their accounts are found and changed, each change undone with its command.</summary>
internal sealed class WalletChanges(Decision decision)
{
    private WorkingSet Set => decision.Set;

    public Refusal? Find(WalletRef reference, out CachedWallet wallet)
    {
        wallet = decision.FindWallet(reference)!;
        if (wallet is null)
        {
            return Refusals.WalletNotFound(Parties.Wallet);
        }

        decision.Wallet = wallet;
        decision.Parties.Add((Parties.Wallet, wallet));
        return null;
    }

    public Refusal? FindOpen(WalletRef reference, out CachedWallet wallet) =>
        Find(reference, out wallet) ?? StateRules.CheckOpen(Parties.Wallet, wallet);

    public void Change(CachedWallet wallet, WalletRow row)
    {
        var before = wallet.Row;
        wallet.Row = row with { UpdatedAt = decision.Now };
        decision.Wallet = wallet;
        Set.Dirty.Mark(wallet);
        Set.Undo.Add(() => wallet.Row = before);
    }

    public void Change(CachedAccount account, AccountRow row)
    {
        var before = account.Row;
        account.Replace(row);
        Set.Dirty.MarkRow(account);
        Set.Undo.Add(() => account.Replace(before));
    }

    public void SetNumber(CachedAccount account, string? number)
    {
        var before = account.Row.Number;
        if (before == number)
        {
            return;
        }

        Set.SetAccountNumber(account, number);
        Set.Dirty.MarkRow(account);
        Set.Undo.Add(() => Set.SetAccountNumber(account, before));
    }
}
