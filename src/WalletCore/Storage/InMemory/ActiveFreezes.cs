namespace WalletCore.Storage.InMemory;

/// <summary>The active freeze records of each account that has any.</summary>
internal sealed class ActiveFreezes
{
    private readonly Dictionary<long, HashSet<long>> _byAccount = [];

    public IReadOnlyCollection<long> Of(long account) => _byAccount.TryGetValue(account, out var freezes) ? freezes : [];

    public void Put(FreezeRow row)
    {
        if (row.Status == FreezeStatus.Active)
        {
            if (!_byAccount.TryGetValue(row.Account, out var freezes))
            {
                _byAccount[row.Account] = freezes = [];
            }

            freezes.Add(row.Ordinal);
        }
        else if (_byAccount.TryGetValue(row.Account, out var freezes) && freezes.Remove(row.Ordinal) && freezes.Count == 0)
        {
            _byAccount.Remove(row.Account);
        }
    }
}
