using System.Threading.Tasks.Sources;

namespace WalletCore.Engine;

/// <summary>One command and the caller who waits for its outcome.</summary>
internal sealed class SingleWork<TReceipt>(Command command) : WorkItem, IValueTaskSource<Outcome<TReceipt>>
    where TReceipt : Receipt
{
    private ManualResetValueTaskSourceCore<Outcome<TReceipt>> _source = new() { RunContinuationsAsynchronously = true };
    private Outcome<Receipt> _outcome;
    private Exception? _failure;

    public override int Count => 1;

    public ValueTask<Outcome<TReceipt>> Task => new(this, _source.Version);

    public override Command this[int index] => command;

    public override ValueTask DecideAsync(Committer committer)
    {
        _failure = null;
        try
        {
            if (!committer.TryDecide(command, out _outcome))
            {
                return AwaitAsync(committer.DecideLoadingAsync(command));
            }
        }
        catch (Exception exception) when (Committer.IsOfOneCommand(exception))
        {
            _failure = exception;
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask AwaitAsync(ValueTask<Outcome<Receipt>> decision)
    {
        try
        {
            _outcome = await decision.ConfigureAwait(false);
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
            _source.SetResult(Outcome<TReceipt>.From(_outcome));
        }
        else
        {
            _source.SetException(_failure);
        }
    }

    public override void Fail(Exception exception) => _source.SetException(exception);

    public Outcome<TReceipt> GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
