namespace WalletCore.Engine;

/// <summary>A command decided against the state of the moment, and undone again.</summary>
internal sealed class PreviewWork<TReceipt>(Command command) : WorkItem
    where TReceipt : Receipt
{
    private readonly TaskCompletionSource<Preview<TReceipt>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Preview<TReceipt>? _preview;
    private Exception? _failure;

    public override int Count => 1;

    public Task<Preview<TReceipt>> Task => _source.Task;

    public override Command this[int index] => command;

    public override async ValueTask DecideAsync(Committer committer)
    {
        _failure = null;
        var mark = committer.BeginUndoable();
        try
        {
            var outcome = await committer.DecideUndoableAsync(command).ConfigureAwait(false);
            var entries = outcome is { IsPosted: true, Replayed: false } ? committer.EntriesOf(outcome.Receipt.Sequence) : [];
            _preview = new Preview<TReceipt>(Outcome<TReceipt>.From(outcome), entries);
        }
        catch (Exception exception) when (Committer.IsOfOneCommand(exception))
        {
            _failure = exception;
        }

        committer.Undo(mark);
    }

    public override void Complete()
    {
        if (_failure is null)
        {
            _source.SetResult(_preview!);
        }
        else
        {
            _source.SetException(_failure);
        }
    }

    public override void Fail(Exception exception) => _source.TrySetException(exception);
}
