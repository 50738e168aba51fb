namespace WalletCore.Storage.InMemory;

/// <summary>
/// Finds what an idempotency key answered: a transaction or a refusal. A key that is used again (its first answer expired by policy) finds
/// the newer row; a snapshot still finds the older one. Used under the ledger's lock.
/// </summary>
internal sealed class KeyIndex
{
    private readonly HashIndex _newest;
    private readonly Dictionary<long, long> _replaced = [];

    public KeyIndex(Journal journal) =>
        _newest = new HashIndex((id, key) => string.Equals(
            IsAnswer(id) ? journal.Answers[id >> 1].Key : journal.Transactions[id >> 1].Key, key, StringComparison.Ordinal));

    public static bool IsAnswer(long id) => (id & 1) != 0;

    public static long Ordinal(long id) => id >> 1;

    /// <summary>Hashes a run of keys, and brings near what will be read of the index for them. A null is no key.</summary>
    public void Approach(ReadOnlySpan<string?> run, Span<uint> hashes)
    {
        for (var i = 0; i < run.Length; i++)
        {
            hashes[i] = run[i] is { } key ? HashIndex.Hash(key) : 0;
        }

        _newest.Approach(hashes[..run.Length]);
    }

    public void AddTransaction(string key, uint hash, long sequence) => Add(key, hash, sequence << 1);

    public void AddAnswer(string key, long ordinal) => Add(key, HashIndex.Hash(key), (ordinal << 1) | 1);

    /// <summary>The id of the newest row with that key which the head covers, or zero.</summary>
    public long Find(string key, in LedgerHead head) => Find(key, HashIndex.Hash(key), head);

    /// <summary>The id of the newest row with that key which the head covers, or zero.</summary>
    public long Find(string key, uint hash, in LedgerHead head)
    {
        var id = _newest.Find(key, hash);
        while (id != 0 && Ordinal(id) > (IsAnswer(id) ? head.Answers : head.Sequence))
        {
            id = _replaced.GetValueOrDefault(id);
        }

        return id;
    }

    private void Add(string key, uint hash, long id)
    {
        var before = _newest.Put(key, hash, id);
        if (before != 0)
        {
            _replaced[id] = before;
        }
    }
}
