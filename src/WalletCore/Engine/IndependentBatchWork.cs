namespace WalletCore.Engine;

/// <summary>A run of independent commands: each has its own outcome, in order.</summary>
internal sealed class IndependentBatchWork(ReadOnlyMemory<Command> commands, Memory<Outcome<Receipt>> outcomes) : WorkItem
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    public override int Count => commands.Length;

    public Task Task => _source.Task;

    public override Command this[int index] => commands.Span[index];

    public override async ValueTask DecideAsync(Committer committer)
    {
        _failure = null;
        try
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var decision = committer.DecideAsync(commands.Span[i]);
                var outcome = decision.IsCompletedSuccessfully ? decision.Result : await decision.ConfigureAwait(false);
                outcomes.Span[i] = outcome;
            }
        }
        catch (Exception exception) when (Committer.IsOfOneCommand(exception))
        {
            _failure = exception;
        }
    }

    public override void Complete()
    {
        if (_failure is null)
        {
            _source.SetResult();
        }
        else
        {
            _source.SetException(_failure);
        }
    }

    public override void Fail(Exception exception) => _source.TrySetException(exception);
}
