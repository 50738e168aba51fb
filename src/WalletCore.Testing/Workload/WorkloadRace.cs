namespace WalletCore.Testing;

/// <summary>Placeholder.</summary>
internal sealed class WorkloadRace : IAsyncDisposable
{
    public static Task<WorkloadRace> OpenAsync(StoreUnderTest underTest, WorkloadOptions options, long seed) => throw new NotSupportedException();
    public Task<WorkloadReport> RunAsync() => throw new NotSupportedException();
    public ValueTask DisposeAsync() => default;
}
