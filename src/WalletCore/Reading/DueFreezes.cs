using WalletCore.Storage;

namespace WalletCore;

/// <summary>Reads ignore freeze records whose time has passed, whether or not their release is posted: their money reads as available.</summary>
internal static class DueFreezes
{
    /// <summary>Whether a wallet has any frozen money, due or not.</summary>
    public static bool MayHave(WalletFacts wallet) => wallet.Accounts.Any(static account => account.Balance.Frozen > 0);

    /// <summary>The wallet with what its due records hold moved to available.</summary>
    public static async ValueTask<WalletFacts> ReleaseAsync(IWalletReader reader, WalletFacts wallet, long now, CancellationToken cancellationToken)
    {
        if (!MayHave(wallet))
        {
            return wallet;
        }

        var filter = new FreezeFilter { Wallet = wallet.Wallet.Ordinal, Status = FreezeStatus.Active, ExpiresAtMax = now };
        var due = new Dictionary<long, Int128>();
        var after = 0L;
        while (true)
        {
            var rows = await reader.ListFreezesAsync(filter, after, Limits.PageSizeMax, cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                due[row.Account] = due.GetValueOrDefault(row.Account) + row.Remaining;
            }

            if (rows.Count < Limits.PageSizeMax)
            {
                break;
            }

            after = rows[^1].Ordinal;
        }

        return due.Count == 0 ? wallet : wallet with { Accounts = [.. wallet.Accounts.Select(account => Release(account, due))] };
    }

    private static AccountFacts Release(AccountFacts account, Dictionary<long, Int128> due)
    {
        var amount = due.GetValueOrDefault(account.Account.Ordinal);
        var balance = account.Balance;
        return account with { Balance = balance with { Available = balance.Available + amount, Frozen = balance.Frozen - amount } };
    }
}
