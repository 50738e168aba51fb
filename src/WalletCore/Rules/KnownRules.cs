using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>The posting rules that the journal was posted with, by name and version and by ordinal.</summary>
internal sealed class KnownRules
{
    private readonly Dictionary<(string Name, int Version), RuleRow> _byName = [];
    private readonly Dictionary<int, RuleRow> _byOrdinal = [];

    // Most commands of a batch are of one kind.
    private RuleRow? _last;

    public RuleRow? Find(string name, int version)
    {
        if (_last is null || _last.Version != version || _last.Name != name)
        {
            _last = _byName.GetValueOrDefault((name, version));
        }

        return _last;
    }

    /// <exception cref="LedgerIntegrityException">The journal names a rule that is not kept.</exception>
    public RuleRow Of(int ordinal) => _byOrdinal.TryGetValue(ordinal, out var rule)
        ? rule
        : throw new LedgerIntegrityException($"The ledger has no posting rule {ordinal}, and a transaction names it.");

    public void Add(RuleRow rule)
    {
        _last = null;
        _byName[(rule.Name, rule.Version)] = rule;
        _byOrdinal[rule.Ordinal] = rule;
    }

    public void Remove(RuleRow rule)
    {
        _last = null;
        _byName.Remove((rule.Name, rule.Version));
        _byOrdinal.Remove(rule.Ordinal);
    }
}
