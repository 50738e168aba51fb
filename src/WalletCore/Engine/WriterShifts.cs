using WalletCore.Storage;

namespace WalletCore.Engine;

/// <summary>The shifts in which this process writes a ledger that others write too, where the store has any. Used by one caller at a time.</summary>
internal sealed class WriterShifts(LedgerId ledger, IWalletStore store)
{
    private readonly IShiftStore? _store = store is IShiftStore { ShiftLength.Ticks: > 0 } shifts ? shifts : null;

    // The machine's clock: a host's may stand still while others wait.
    private readonly TimeProvider _clock = TimeProvider.System;
    private IWriterShift? _held;
    private long _began;
    private long? _lastCommitBegan;
    private bool _isLastCommit;

    /// <summary>Whether a shift can be taken: the store has them, and none is held.</summary>
    public bool CanTake => _store is not null && _held is null;

    /// <summary>Whether a shift is held.</summary>
    public bool IsHeld => _held is not null;

    /// <summary>Whether the one that is held has lasted as long as it may, or its last commit is done.</summary>
    public bool IsOver => _held is not null && (_isLastCommit || _clock.GetElapsedTime(_began) >= _store!.ShiftLength);

    /// <summary>Waits for a shift; null where there is none to be had, for whatever reason: what is wrong with the store shows in the commit.</summary>
    public async ValueTask<IWriterShift?> TakeAsync(LedgerHead? since)
    {
        try
        {
            _held = await _store!.TakeShiftAsync(ledger, since, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            _held = null;
        }

        _began = _clock.GetTimestamp();
        _lastCommitBegan = null;
        _isLastCommit = false;
        return _held;
    }

    /// <summary>A commit begins: if it takes as long as the one before, and the shift has lasted as long as it may then, it is the last one, and the store is told.</summary>
    public void BeginCommit()
    {
        if (_held is not { } held)
        {
            return;
        }

        var now = _clock.GetTimestamp();
        var expected = _lastCommitBegan is { } last ? _clock.GetElapsedTime(last, now) : TimeSpan.Zero;
        _lastCommitBegan = now;
        if (!_isLastCommit && _clock.GetElapsedTime(_began, now) + expected >= _store!.ShiftLength)
        {
            _isLastCommit = true;
            held.ExpectEnd();
        }
    }

    /// <summary>Lets others go on.</summary>
    public async ValueTask EndAsync()
    {
        if (_held is { } held)
        {
            _held = null;
            try
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception)
            {
                // It ends with its connection, and nothing that was written depends on it.
            }
        }
    }
}
