using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>
/// A ledger's committed keys that the index may not have yet, shared by all connections of a store. It knows every key after
/// <see cref="From"/> and up to <see cref="Through"/>; it may know more, which does no harm, because whoever finds a target here
/// checks the row it names in his own view of the file. Thread safe.
/// </summary>
internal sealed class PendingKeys(LedgerScope scope, KeyHasher hasher)
{
    /// <summary>A run is written for fewer keys once they stand among so many times as many rows, which whoever opens the file would have to read.</summary>
    private const int RowsPerKeyMax = 4;

    private readonly Lock _gate = new();
    private readonly List<(long Hash, long Target)> _collided = [];

    // Every hash of the index, as far as it was looked through, under which it has keys of this ledger up to From.
    private readonly IndexedHashes _indexed = new(scope);
    private readonly Dictionary<long, long> _fresh = [];
    private readonly MergePace _pace = new();
    private bool _known;

    private KeyMark From { get; set; }

    private KeyMark Through { get; set; }

    /// <summary>Learns the committed keys up to the head that the connection sees. Its view must hold no uncommitted rows.</summary>
    public void CatchUp(TableSet tables, KeyMark head, KeyMark indexed)
    {
        lock (_gate)
        {
            if (!_known || Through.IsBefore(indexed))
            {
                Restart(indexed);
            }
            else if (From.IsBefore(indexed))
            {
                // The last commit has indexed them, or others have.
                MoveFrom(indexed);
            }

            if (Through.IsBefore(head))
            {
                tables.Transactions.VisitKeys(scope, Through.Sequence, head.Sequence, (row, key) => Add(hasher(scope.Number, key), row));
                tables.Answers.VisitKeys(scope, Through.Answers, head.Answers, (row, key) => Add(hasher(scope.Number, key), -row));
                Through = KeyMark.Later(Through, head);
            }
        }
    }

    /// <summary>Learns the keys of a commit of this store, unless they are known already or others before them are not.</summary>
    public void Add(ChangeSet committed)
    {
        lock (_gate)
        {
            if (!_known || Through != KeyMark.Of(committed.Before))
            {
                return;
            }

            foreach (ref readonly var transaction in committed.Transactions.Span)
            {
                if (transaction.Key is { } key)
                {
                    Add(KeyText.Hash(hasher, scope.Number, key), scope.Row(transaction.Sequence));
                }
            }

            foreach (var answer in committed.Answers.Span)
            {
                Add(KeyText.Hash(hasher, scope.Number, answer.Key), -scope.Row(answer.Ordinal));
            }

            Through = KeyMark.Of(committed.After);
        }
    }

    /// <summary>Forgets everything, for when nobody knows what the file holds; the next <see cref="CatchUp"/> reads it back.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            Restart(default);
            _known = false;
        }
    }

    /// <summary>Looks through more of the index, to ask it less. The connection's view must hold no uncommitted rows.</summary>
    public void LookOn(TableSet tables, long segments, int rows)
    {
        lock (_gate)
        {
            if (_known)
            {
                _indexed.LookOn(tables, segments, rows, From.Sequence + From.Answers);
            }
        }
    }

    /// <summary>The targets with that hash, and what range of the journal they are complete for; null when nothing is known.</summary>
    /// <param name="hash">The hash of the key.</param>
    /// <param name="candidates">Where the targets go.</param>
    /// <param name="mayBeIn">Where in the index keys with that hash may be that stand before the range.</param>
    public (KeyMark From, KeyMark Through)? Collect(long hash, ref CandidateList candidates, out IndexParts mayBeIn)
    {
        lock (_gate)
        {
            if (!_known)
            {
                mayBeIn = IndexParts.All;
                return null;
            }

            mayBeIn = new IndexParts(_indexed.RunsMayHold(hash), _indexed.TableMayHold(hash));
            if (_fresh.TryGetValue(hash, out var target))
            {
                candidates.Add(target);
            }

            foreach (var (collidedHash, collidedTarget) in _collided)
            {
                if (collidedHash == hash)
                {
                    candidates.Add(collidedTarget);
                }
            }

            return (From, Through);
        }
    }

    /// <summary>How far the keys are known; default when nothing is.</summary>
    public KeyMark KnownThrough()
    {
        lock (_gate)
        {
            return _known ? Through : default;
        }
    }

    /// <summary>
    /// The keys to write as a run once enough were gathered, in no order and perhaps none, and the mark up to where they go; null when it is not time, or where the index
    /// does not go exactly as far as the keys before them.
    /// </summary>
    public (KeyBatch Keys, KeyMark Through)? Gathered(int runLength, KeyMark indexed)
    {
        lock (_gate)
        {
            var count = _fresh.Count + _collided.Count;
            var rows = Through.Sequence - From.Sequence + Through.Answers - From.Answers;
            if (!_known || From != indexed || (count < runLength && rows < (long)RowsPerKeyMax * runLength))
            {
                return null;
            }

            var keys = new KeyBatch(count);
            foreach (var (hash, target) in _fresh)
            {
                keys.Add(unchecked((ulong)hash), target);
            }

            foreach (var (hash, target) in _collided)
            {
                keys.Add(unchecked((ulong)hash), target);
            }

            return (keys, Through);
        }
    }

    /// <summary>How many segments of the index to merge now that a commit has so many keys more.</summary>
    public long SegmentsToMerge(int keys, int runLength)
    {
        lock (_gate)
        {
            return _pace.Segments(keys, runLength);
        }
    }

    /// <summary>Notes how many keys are to be merged for every new one from now on.</summary>
    public void Merged(int perKey)
    {
        lock (_gate)
        {
            _pace.Continue(perKey);
        }
    }

    private void Restart(KeyMark at)
    {
        _fresh.Clear();
        _collided.Clear();
        _indexed.Clear();
        From = Through = at;
        _known = true;
        _pace.Start();
    }

    // What is in the index is forgotten here, but for its hash.
    private void MoveFrom(KeyMark indexed)
    {
        From = KeyMark.Later(From, indexed);
        _pace.Start();
        foreach (var (hash, target) in _fresh)
        {
            if (IsIndexed(target))
            {
                _indexed.Add(hash);
                _fresh.Remove(hash);
            }
        }

        _collided.RemoveAll(collided =>
        {
            var isIndexed = IsIndexed(collided.Target);
            if (isIndexed)
            {
                _indexed.Add(collided.Hash);
            }

            return isIndexed;
        });
    }

    private bool IsIndexed(long target) =>
        target > 0 ? LedgerScope.Ordinal(target) <= From.Sequence : LedgerScope.Ordinal(-target) <= From.Answers;

    private void Add(long hash, long target)
    {
        if (!_fresh.TryAdd(hash, target))
        {
            _collided.Add((hash, target));
        }
    }
}
