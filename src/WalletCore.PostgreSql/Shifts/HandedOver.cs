using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>What shifts changed one after the other since somebody left the ledger, for as long as each began where the one before it ended.</summary>
internal sealed class HandedOver(in LedgerHead left)
{
    private readonly List<BalanceRow> _balances = [];
    private (long Commits, ChainHash Hash) _reached = (left.Commits, left.Hash);
    private bool _isWhole = true;

    /// <summary>The last commit that is known, before anything is taken in and after.</summary>
    public long LastCommit => _reached.Commits;

    /// <summary>Takes in what the next shift changed that ended after the ones before.</summary>
    public void Add(in ChainHash first, in ChainHash last, long lastCommit, long lastPosting, byte[] packed)
    {
        _isWhole = _isWhole && first == _reached.Hash && PackedBalances.TryUnpack(packed, lastPosting, _balances);
        _reached = (lastCommit, last);
    }

    /// <summary>All balances that changed up to there, of one account the later after the earlier; null where others wrote as well.</summary>
    public List<BalanceRow>? UpTo(in LedgerHead head) => _isWhole && _reached == (head.Commits, head.Hash) ? _balances : null;
}
