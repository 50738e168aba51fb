using System.Collections.Concurrent;
using Npgsql;

namespace WalletCore.PostgreSql.Connections;

/// <summary>
/// What a process has found out about the database while it worked, so that it need not ask or try again. All of it stays true for as long as the process
/// runs, or costs no more than a detour where it does not. Thread safe.
/// </summary>
internal sealed class Learnt
{
    private readonly ConcurrentDictionary<LedgerId, bool> _ledgers = new();
    private readonly ConcurrentDictionary<long, bool> _withoutPlainKeys = new();
    private volatile bool _cannotSayWhatMoved;
    private volatile bool _mayNotTakeShifts;
    private volatile bool _mayNotHandOver;

    /// <summary>Whether the server can say what moved: those that speak PostgreSQL's language need not have the function for it.</summary>
    public bool CanSayWhatMoved => !_cannotSayWhatMoved;

    /// <summary>Whether the role may lock the row that stands for a shift.</summary>
    public bool MayTakeShifts => !_mayNotTakeShifts;

    /// <summary>Whether the role may read and write what shifts leave.</summary>
    public bool MayHandOver => !_mayNotHandOver;

    /// <summary>Whether a committed registration of the ledger was seen.</summary>
    public bool Knows(LedgerId ledger) => _ledgers.ContainsKey(ledger);

    public void Add(LedgerId ledger) => _ledgers[ledger] = true;

    public void Forget(LedgerId ledger) => _ledgers.TryRemove(ledger, out _);

    /// <summary>Whether the ledger may have keys under plain hashes, as libraries before version 3 of the schema wrote them. True until its head was read.</summary>
    public bool MayHavePlainKeys(long ledger) => !_withoutPlainKeys.ContainsKey(ledger);

    /// <summary>The ledger has no rows of an older library, and can get none any more: it may not write, and a head that it adds says otherwise.</summary>
    public void HasNoPlainKeys(long ledger) => _withoutPlainKeys.TryAdd(ledger, true);

    public void ServerCannotSayWhatMoved() => _cannotSayWhatMoved = true;

    /// <summary>A shift failed to begin or to end, perhaps for want of a right.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="withHandovers">
    /// Whether a handover was to be read or written. Then shifts go on without; if it was the row that may not be locked, the next failure tells.
    /// </param>
    public void ShiftFailed(WalletStoreException failure, bool withHandovers)
    {
        var isDenied = failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };
        _mayNotHandOver |= isDenied && withHandovers;
        _mayNotTakeShifts |= isDenied && !withHandovers;
    }
}
