using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>
/// What the commands decided since the last settled one changed, so that a refused one leaves the working set as it found it.
/// </summary>
internal sealed class UndoLog
{
    private readonly List<BalanceEntry> _balances = [];
    private readonly List<Action> _actions = [];

    public (int Balances, int Actions) Mark => (_balances.Count, _actions.Count);

    public void SaveBalance(CachedAccount account) => _balances.Add(new BalanceEntry(account, account.Balance));

    public void Add(Action undo) => _actions.Add(undo);

    public void RollBack((int Balances, int Actions) mark)
    {
        for (var i = _balances.Count - 1; i >= mark.Balances; i--)
        {
            _balances[i].Account.Balance = _balances[i].Balance;
        }

        _balances.RemoveRange(mark.Balances, _balances.Count - mark.Balances);
        for (var i = _actions.Count - 1; i >= mark.Actions; i--)
        {
            _actions[i]();
        }

        _actions.RemoveRange(mark.Actions, _actions.Count - mark.Actions);
    }

    /// <summary>Forgets everything: what was decided stays.</summary>
    public void Settle()
    {
        _balances.Clear();
        _actions.Clear();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct BalanceEntry(CachedAccount Account, BalanceRow Balance);
}
