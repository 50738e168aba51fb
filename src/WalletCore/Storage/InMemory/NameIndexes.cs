namespace WalletCore.Storage.InMemory;

/// <summary>
/// Finds wallets by natural key and accounts by number, as they are now. A view may be older: its reader looks at the row it found, and
/// searches when a name changed hands since. Used under the ledger's lock.
/// </summary>
internal sealed class NameIndexes
{
    private readonly Dictionary<OwnerKey, long> _owners = [];
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);

    /// <summary>How many names were changed or taken away.</summary>
    public long Renames { get; private set; }

    public static OwnerKey OwnerOf(WalletRow wallet) => new(wallet.OwnerId, wallet.ApplicationId, wallet.Label);

    public long Wallet(OwnerKey owner) => _owners.GetValueOrDefault(owner);

    public long Account(string number) => _numbers.GetValueOrDefault(number);

    public void Release(WalletRow old, WalletRow row)
    {
        if (OwnerOf(old) != OwnerOf(row))
        {
            _owners.Remove(OwnerOf(old));
            Renames++;
        }
    }

    public void Release(AccountRow old, AccountRow row)
    {
        if (old.Number is not null && !string.Equals(old.Number, row.Number, StringComparison.Ordinal))
        {
            _numbers.Remove(old.Number);
            Renames++;
        }
        else if (old.Number is null && row.Number is not null)
        {
            Renames++;
        }
    }

    public void Take(WalletRow row) => _owners[OwnerOf(row)] = row.Ordinal;

    public void Take(AccountRow row)
    {
        if (row.Number is not null)
        {
            _numbers[row.Number] = row.Ordinal;
        }
    }
}
