using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants;

/// <summary>Makes the commands and does nothing with them: what the driver itself costs.</summary>
internal sealed class DriverAlone(OpenedLedger ledger) : IContestant
{
    private Transfer? _last;

    public string Name => "driver alone";

    public ValueTask TransferAsync(Ask ask, string key)
    {
        Volatile.Write(ref _last, ledger.CommandOf(ask, key));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
