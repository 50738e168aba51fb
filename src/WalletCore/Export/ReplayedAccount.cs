using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>An account as its entries make it so far.</summary>
internal sealed class ReplayedAccount(long ordinal, bool isCreditNormal)
{
    public long Ordinal { get; } = ordinal;

    public bool IsCreditNormal { get; } = isCreditNormal;

    /// <summary>The balance; a field, so that postings change it in place.</summary>
    public RunningBalance Balance;

    public BalanceRow BalanceRow => Balance.ToRow(Ordinal);

    public bool IsDirty { get; set; }
}
