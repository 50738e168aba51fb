using System.Diagnostics.Metrics;
using System.Globalization;
using WalletCore.Diagnostics;

namespace WalletCore.PostgreSql.Faults.App;

/// <summary>Counts what the library says of its own work.</summary>
internal sealed class Figures : IDisposable
{
    /// <summary>What its line begins with, before the number of commits that were tried again.</summary>
    public const string Retries = "retries=";

    private readonly MeterListener _listener = new();
    private long _retries;

    public Figures()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == TelemetryNames.RetriesCounter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _retries, count));
        _listener.Start();
    }

    public override string ToString() => Retries + _retries.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _listener.Dispose();
}
