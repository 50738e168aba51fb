using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>An account in the working set: its row, and its balance as it stands after the commands decided so far.</summary>
internal sealed class CachedAccount
{
    public CachedAccount(AccountRow row, in BalanceRow balance, AccountIdentity identity, CachedWallet? wallet, bool mayGoNegative)
    {
        Row = row;
        Identity = identity;
        Wallet = wallet;
        MayGoNegative = mayGoNegative;
        IsCreditNormal = row.Class.NormalSide() == Side.Credit;
        Balance = new RunningBalance(balance);
    }

    public AccountRow Row { get; private set; }

    public AccountIdentity Identity { get; private set; }

    public CachedWallet? Wallet { get; }

    /// <summary>Whether a system account may stand on the other side of zero. Wallets have a credit limit instead.</summary>
    public bool MayGoNegative { get; }

    public bool IsCreditNormal { get; }

    public long Ordinal => Row.Ordinal;

    public Currency Currency => Identity.Currency;

    /// <summary>The balance; a field, so that postings change it in place.</summary>
    public RunningBalance Balance;

    public BalanceRow BalanceRow => Balance.ToRow(Ordinal);

    public bool IsRowDirty { get; set; }

    public bool IsBalanceDirty { get; set; }

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

    public void Replace(AccountRow row)
    {
        if (row.Number != Row.Number)
        {
            Identity = Identity with { Number = row.Number };
        }

        Row = row;
    }
}
