using Microsoft.Extensions.Logging;

namespace WalletCore.Diagnostics;

/// <summary>The log messages. None above debug level carries an amount, a key, or anything of a command's content.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(1, LogLevel.Information, "Ledger {Ledger} opened on the {Store} store")]
    public static partial void Opened(ILogger logger, string ledger, string store);

    [LoggerMessage(2, LogLevel.Information, "Ledger {Ledger} closed")]
    public static partial void Closed(ILogger logger, string ledger);

    [LoggerMessage(3, LogLevel.Debug, "Ledger {Ledger} committed {Items} items as {Transactions} transactions")]
    public static partial void Committed(ILogger logger, string ledger, int items, int transactions);

    [LoggerMessage(4, LogLevel.Debug, "Ledger {Ledger} refused {Operation}: {Code}")]
    public static partial void Refused(ILogger logger, string ledger, string operation, string code);

    [LoggerMessage(5, LogLevel.Warning, "Ledger {Ledger} tries its commit again (attempt {Attempt}) after a transient failure of the store")]
    public static partial void Retrying(ILogger logger, Exception exception, string ledger, int attempt);

    [LoggerMessage(6, LogLevel.Critical, "Ledger {Ledger} has stopped writing: its books are broken")]
    public static partial void Broken(ILogger logger, Exception exception, string ledger);

    [LoggerMessage(7, LogLevel.Information, "Ledger {Ledger} released {Count} expired freeze records")]
    public static partial void Swept(ILogger logger, string ledger, int count);

    [LoggerMessage(8, LogLevel.Error, "Ledger {Ledger} is not verified: {Findings} findings, the first at sequence {Sequence}")]
    public static partial void NotVerified(ILogger logger, string ledger, int findings, long sequence);

    [LoggerMessage(9, LogLevel.Warning, "Ledger {Ledger}: a follower reads the journal again (attempt {Attempt}) after a transient failure of the store")]
    public static partial void FollowerRetries(ILogger logger, Exception exception, string ledger, int attempt);

    [LoggerMessage(10, LogLevel.Error, "Ledger {Ledger} could not commit {Items} items: the store failed")]
    public static partial void NotCommitted(ILogger logger, Exception exception, string ledger, int items);
}
