namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// Under which hashes a ledger's keys stand, and which hashes transactions have, as far as somebody who writes the ledger knows: the first transaction under a hash has
/// it in another column than those that follow.
/// </summary>
/// <param name="options">The hashes.</param>
/// <param name="ledger">The ledger's key.</param>
/// <param name="mayHavePlain">Whether there may be rows of a library before version 3 of the schema, which wrote plain hashes.</param>
internal sealed class KeyHashes(PostgreSqlWalletStoreOptions options, long ledger, bool mayHavePlain)
{
    private readonly HashSet<long> _looked = [];
    private readonly HashSet<long> _taken = [];

    public bool MayHavePlain => mayHavePlain;

    /// <summary>The hash under which a row of the key is written.</summary>
    public long Of(string key) => KeyText.Hash(options.KeyHasher, ledger, key);

    /// <summary>All hashes under which rows of the keys may stand.</summary>
    public long[] Of(string[] keys)
    {
        var hashes = Array.ConvertAll(keys, Of);
        return mayHavePlain ? [.. hashes, .. Plain(keys)] : hashes;
    }

    /// <summary>The hashes that rows of the keys may have beside those under which they are written now; none in a ledger that has no such rows.</summary>
    public long[] Plain(string[] keys)
    {
        var plain = new List<long>();
        foreach (var key in mayHavePlain ? keys : [])
        {
            if (KeyText.Hash(options.PlainKeyHasher, ledger, key) is var hash && hash != Of(key))
            {
                plain.Add(hash);
            }
        }

        return [.. plain];
    }

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
