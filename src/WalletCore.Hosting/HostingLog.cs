using Microsoft.Extensions.Logging;

namespace WalletCore.Hosting;

/// <summary>The log messages of the hosted services; the ids follow those of the ledger's own.</summary>
internal static partial class HostingLog
{
    /// <summary>The category.</summary>
    public const string Category = "WalletCore.Hosting";

    [LoggerMessage(101, LogLevel.Error, "Ledger {Ledger}: expired freeze records could not be released; the next sweep tries again")]
    public static partial void SweepFailed(ILogger logger, Exception exception, string ledger);

    [LoggerMessage(102, LogLevel.Critical, "Ledger {Ledger} could not be opened at start")]
    public static partial void OpenFailed(ILogger logger, Exception exception, string ledger);
}
