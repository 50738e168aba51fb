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
            for (var i = DecideFrom(0, committer); i < commands.Length; i = DecideFrom(i + 1, committer))
            {
                var outcome = await committer.DecideLoadingAsync(commands.Span[i]).ConfigureAwait(false);
                outcomes.Span[i] = outcome;
            }
        }
        catch (Exception exception) when (Committer.IsOfOneCommand(exception))
        {
            _failure = exception;
        }
    }

    /// <summary>Decides from there on; answers the index of the first command that needs something to be loaded, or the end.</summary>
    private int DecideFrom(int first, Committer committer)
    {
        var asked = commands.Span;
        var answers = outcomes.Span;
        var i = first;
        while (i < asked.Length && committer.TryDecide(asked[i], out answers[i]))
        {
            i++;
        }

        return i;
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
