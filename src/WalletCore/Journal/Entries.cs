using WalletCore.Storage;

namespace WalletCore;

/// <summary>Turns postings into the entries that they are.</summary>
internal static class Entries
{
    /// <summary>One of a posting's two entries.</summary>
    public static Entry Of(in PostingRow posting, Side side, AccountIdentity account, AccountClass accountClass)
    {
        var isDebit = side == Side.Debit;
        var amount = Money.FromMinor(posting.Amount, account.Currency);
        return new Entry
        {
            AccountId = account.Id,
            WalletId = account.WalletId,
            SystemCode = account.Code,
            Side = side,
            Pocket = isDebit ? posting.DebitPocket : posting.CreditPocket,
            Role = posting.Role,
            Amount = amount,
            Change = accountClass.NormalSide() == side ? amount : -amount,
            AvailableAfter = Money.FromMinor(isDebit ? posting.DebitAvailable : posting.CreditAvailable, account.Currency),
            FrozenAfter = Money.FromMinor(isDebit ? posting.DebitFrozen : posting.CreditFrozen, account.Currency),
        };
    }
}
