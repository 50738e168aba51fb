namespace WalletCore.Engine;

/// <summary>An all-or-nothing batch: decided in order, each command seeing the ones before; one refusal undoes all.</summary>
internal sealed class AtomicBatchWork(IReadOnlyList<Command> commands) : WorkItem
{
    private readonly TaskCompletionSource<BatchOutcome> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Outcome<Receipt>[] _outcomes = new Outcome<Receipt>[commands.Count];
    private int? _refusedAt;
    private Exception? _failure;

    public override int Count => commands.Count;

    public Task<BatchOutcome> Task => _source.Task;

    public override Command this[int index] => commands[index];

    public override async ValueTask DecideAsync(Committer committer)
    {
        _refusedAt = null;
        _failure = null;
        var mark = committer.BeginUndoable();
        try
        {
            for (var i = 0; i < _outcomes.Length && _refusedAt is null; i++)
            {
                _outcomes[i] = await committer.DecideUndoableAsync(commands[i]).ConfigureAwait(false);
                if (!_outcomes[i].IsPosted)
                {
                    _refusedAt = i;
                }
            }
        }
        catch (Exception exception) when (Committer.IsOfOneCommand(exception))
        {
            _failure = exception;
        }

        if (_refusedAt is null && _failure is null)
        {
            committer.KeepUndoable();
            return;
        }

        committer.Undo(mark);
        var undone = new Refusal(RefusalCode.BatchUndone, "Another command of the batch was refused.") { BatchIndex = _refusedAt, CanRetry = true };
        for (var i = 0; i < _outcomes.Length; i++)
        {
            _outcomes[i] = i == _refusedAt
                ? new Outcome<Receipt>(_outcomes[i].Refusal! with { BatchIndex = i }, _outcomes[i].Replayed)
                : new Outcome<Receipt>(undone, replayed: false);
        }
    }

    public override void Complete()
    {
        if (_failure is null)
        {
            _source.SetResult(new BatchOutcome(_outcomes, _refusedAt));
        }
        else
        {
            _source.SetException(_failure);
        }
    }

    public override void Fail(Exception exception) => _source.TrySetException(exception);
}
