namespace WalletCore.Load.Measuring;

/// <summary>One way to do transfers. Failing to do one is an exception: nothing is measured that was not done.</summary>
internal interface IContestant : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Does a transfer and returns once it is durable. Called by many at once.</summary>
    ValueTask TransferAsync(Ask ask, string key);
}
