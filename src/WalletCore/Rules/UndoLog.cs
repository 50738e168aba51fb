using System.Runtime.InteropServices;

namespace WalletCore.Rules;

/// <summary>
/// What the commands decided since the last settled one changed, so that a refused one leaves the working set as it found it.
/// </summary>
internal sealed class UndoLog
{
    private readonly GrowingArray<BalanceEntry> _balances = new();
    private readonly GrowingArray<KeyEntry> _keys = new();
    private readonly List<Action> _actions = [];

    public UndoMark Mark => new(_balances.Count, _keys.Count, _actions.Count);

    public void SaveBalance(CachedAccount account)
    {
        ref var entry = ref _balances.Next();
        entry.Account = account;
        entry.Balance = account.Balance;
    }

    /// <summary>Keeps what a key answered before, where it did. Keys are not worth a closure each.</summary>
    public void SaveKey(string key, bool isKnown, in KnownKey before)
    {
        ref var entry = ref _keys.Next();
        entry.Key = key;
        entry.IsKnown = isKnown;
        entry.Before = before;
    }

    public void Add(Action undo) => _actions.Add(undo);

    public void RollBack(UndoMark mark, Dictionary<string, KnownKey> keys)
    {
        for (var i = _keys.Count - 1; i >= mark.Keys; i--)
        {
            if (_keys[i].IsKnown)
            {
                keys[_keys[i].Key] = _keys[i].Before;
            }
            else
            {
                keys.Remove(_keys[i].Key);
            }
        }

        _keys.Truncate(mark.Keys);

        for (var i = _balances.Count - 1; i >= mark.Balances; i--)
        {
            _balances[i].Account.Balance = _balances[i].Balance;
        }

        _balances.Truncate(mark.Balances);
        for (var i = _actions.Count - 1; i >= mark.Actions; i--)
        {
            _actions[i]();
        }

        _actions.RemoveRange(mark.Actions, _actions.Count - mark.Actions);
    }

    /// <summary>Forgets everything: what was decided stays.</summary>
    public void Settle()
    {
        // Mostly two balances and a key, settled after every command.
        _balances.Restart();
        _keys.Restart();
        if (_actions.Count > 0)
        {
            _actions.Clear();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct KeyEntry
    {
        public string Key;
        public bool IsKnown;
        public KnownKey Before;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct BalanceEntry
    {
        public CachedAccount Account;
        public RunningBalance Balance;
    }
}
