namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// Which hashes of keys transactions have, as far as somebody who writes the ledger knows: the first transaction under a hash has it in another column than
/// those that follow.
/// </summary>
/// <param name="hasher">The hash.</param>
/// <param name="ledger">The ledger's key.</param>
internal sealed class KeyHashes(KeyHasher hasher, long ledger)
{
    private readonly HashSet<long> _looked = [];
    private readonly HashSet<long> _taken = [];

    public long Of(string key) => KeyText.Hash(hasher, ledger, key);

    public long[] Of(string[] keys) => Array.ConvertAll(keys, Of);

    /// <summary>Says that transactions with these hashes were looked for; those that there are follow with <see cref="Take"/>.</summary>
    public void Look(long[] hashes) => _looked.UnionWith(hashes);

    /// <summary>Says that a transaction has the hash; true where none is known to have had it.</summary>
    public bool Take(long hash) => _taken.Add(hash);

    /// <summary>The hashes of the transactions' keys that were not looked for.</summary>
    public long[] Unknown(ReadOnlySpan<TransactionRow> rows)
    {
        var unknown = new List<long>();
        foreach (ref readonly var row in rows)
        {
            if (row.Key is { } key && Of(key) is var hash && !_looked.Contains(hash))
            {
                unknown.Add(hash);
            }
        }

        return [.. unknown];
    }
}
