using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>An account in the working set: its row, and its balance as it stands after the commands decided so far.</summary>
/// <remarks>
/// A ledger's accounts do not fit the processor's nearest cache, and a transfer picks two of them at random. So what every movement looks at is here and
/// not behind a reference: the row and the identity are for what is rarer.
/// </remarks>
internal sealed class CachedAccount
{
    public CachedAccount(AccountRow row, in BalanceRow balance, AccountIdentity identity, CachedWallet? wallet, bool mayGoNegative)
    {
        Row = row;
        Identity = identity;
        Wallet = wallet;
        Ordinal = row.Ordinal;
        Currency = identity.Currency;
        IsRemoved = row.Closed;
        MayHaveMaximum = MayHave(row, wallet);
        MayGoNegative = mayGoNegative;
        IsCreditNormal = row.Class.NormalSide() == Side.Credit;
        Balance = new RunningBalance(balance);
    }

    public AccountRow Row { get; private set; }

    public AccountIdentity Identity { get; }

    public CachedWallet? Wallet { get; }

    /// <summary>Whether a system account may stand on the other side of zero. Wallets have a credit limit instead.</summary>
    public bool MayGoNegative { get; }

    public bool IsCreditNormal { get; }

    public long Ordinal { get; }

    public Currency Currency { get; }

    /// <summary>Whether it was removed from its wallet.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Whether its row or its wallet's policy names a highest balance; false for most.</summary>
    public bool MayHaveMaximum { get; private set; }

    /// <summary>The balance; a field, so that postings change it in place.</summary>
    public RunningBalance Balance;

    public BalanceRow BalanceRow => Balance.ToRow(Ordinal);

    public bool IsRowDirty { get; set; }

    /// <summary>The commit that lists its balance as changed; zero: none yet.</summary>
    public long BalanceDirtyIn { get; set; }

    /// <summary>The decision that touched it last, so that each receipt lists it once.</summary>
    public long TouchedBy { get; set; }

    /// <summary>What can be taken from a pocket; null when there is no bound.</summary>
    public Int128? Spendable(Pocket pocket)
    {
        if (pocket == Pocket.Frozen)
        {
            return Balance.Frozen;
        }

        return Wallet is null && MayGoNegative ? null : Int128.Max(Int128.Zero, Balance.Available + Row.CreditLimit);
    }

    /// <summary>
    /// Reads something of every line of memory that it has (<see cref="WalletCache.Approach"/>). The answer means nothing; it is there so that all is read.
    /// </summary>
    public long Approach() =>
        Ordinal ^ (Identity is null ? 0 : 1) ^ (Currency.IsNone ? 0 : 1) ^ Balance.LastEntry ^ unchecked((long)Balance.Available) ^ unchecked((long)Balance.Frozen);

    public void Replace(AccountRow row)
    {
        Row = row;
        IsRemoved = row.Closed;
        MayHaveMaximum = MayHave(row, Wallet);
    }

    private static bool MayHave(AccountRow row, CachedWallet? wallet) => row.MaxBalance is not null || wallet is { Policy.MaxBalances.Count: > 0 };
}
