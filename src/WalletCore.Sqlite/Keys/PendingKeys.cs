using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>
/// A ledger's committed keys that the index may not have yet, shared by all connections of a store. It knows every key after
/// <see cref="From"/> and up to <see cref="Through"/>; it may know more, which does no harm, because whoever finds a target here
/// checks the row it names in his own view of the file. Thread safe.
/// </summary>
internal sealed class PendingKeys(LedgerScope scope, KeyHasher hasher)
{
    private readonly Lock _gate = new();
    private readonly List<(long Hash, long Target)> _collided = [];

    // Every hash of the index, as far as it was looked through, under which it has keys of this ledger up to From.
    private readonly IndexedHashes _indexed = new();
    private Dictionary<long, long> _fresh = [];
    private KeyRun? _run;
    private bool _known;

    private KeyMark From { get; set; }

    private KeyMark Through { get; set; }

    /// <summary>Learns the committed keys up to the head that the connection sees. Its view must hold no uncommitted rows.</summary>
    public void CatchUp(TableSet tables, KeyMark head, KeyMark indexed)
    {
        lock (_gate)
        {
            if (!_known || !indexed.IsBefore(Through))
            {
                Restart(indexed);
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
    public void LookOn(TableSet tables, int count)
    {
        lock (_gate)
        {
            if (_known)
            {
                _indexed.LookOn(tables, count, From.Sequence + From.Answers);
            }
        }
    }

    /// <summary>The targets with that hash, and what range of the journal they are complete for; null when nothing is known.</summary>
    /// <param name="hash">The hash of the key.</param>
    /// <param name="candidates">Where the targets go.</param>
    /// <param name="mayBeIndexed">Whether the index may hold keys with that hash that stand before the range.</param>
    public (KeyMark From, KeyMark Through)? Collect(long hash, ref CandidateList candidates, out bool mayBeIndexed)
    {
        lock (_gate)
        {
            mayBeIndexed = !_known || _indexed.MayHold(hash);
            if (!_known)
            {
                return null;
            }

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

            _run?.Collect(hash, ref candidates);
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

    /// <summary>The run to go on writing, beginning one when enough keys were gathered; null when it is not time.</summary>
    public KeyRun? CurrentRun(int runLength)
    {
        lock (_gate)
        {
            if (_run is null && _fresh.Count + _collided.Count >= runLength)
            {
                _run = Gather();
            }

            return _run;
        }
    }

    /// <summary>Notes that a slice is committed.</summary>
    public void Wrote(KeyRun run, int written)
    {
        lock (_gate)
        {
            _indexed.Add(run.Hashes(run.Written, written));
            run.Written = written;
            if (written == run.Count && ReferenceEquals(run, _run))
            {
                From = KeyMark.Later(From, run.Through);
                _run = null;
            }
        }
    }

    private KeyRun Gather()
    {
        var count = _fresh.Count + _collided.Count;
        var (hashes, targets) = (new long[count], new long[count]);
        _fresh.Keys.CopyTo(hashes, 0);
        _fresh.Values.CopyTo(targets, 0);
        for (var i = 0; i < _collided.Count; i++)
        {
            (hashes[_fresh.Count + i], targets[_fresh.Count + i]) = _collided[i];
        }

        _fresh = new Dictionary<long, long>(_fresh.Count);
        _collided.Clear();
        return new KeyRun(hashes, targets, Through);
    }

    private void Restart(KeyMark at)
    {
        _fresh.Clear();
        _collided.Clear();
        _run = null;
        _indexed.Clear();
        From = Through = at;
        _known = true;
    }

    private void Add(long hash, long target)
    {
        if (!_fresh.TryAdd(hash, target))
        {
            _collided.Add((hash, target));
        }
    }
}
