namespace WalletCore;

/// <summary>All that was registered in one service collection, in order.</summary>
internal sealed class LedgerRegistrations
{
    private readonly List<LedgerRegistration> _ledgers = [];

    public IReadOnlyList<LedgerRegistration> Ledgers => _ledgers;

    /// <summary>The registration of that name, made on first use.</summary>
    public LedgerRegistration Get(string name)
    {
        if (_ledgers.Find(ledger => ledger.Name == name) is not { } registration)
        {
            registration = new LedgerRegistration(name);
            _ledgers.Add(registration);
        }

        return registration;
    }

    public void Remove(string name) => _ledgers.RemoveAll(ledger => ledger.Name == name);
}
