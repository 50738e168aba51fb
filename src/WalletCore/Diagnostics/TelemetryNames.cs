namespace WalletCore.Diagnostics;

/// <summary>The names of everything that WalletCore tells a monitoring system. Part of the public contract.</summary>
public static class TelemetryNames
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySource = "WalletCore";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Meter = "WalletCore";

    /// <summary>The category of the logs.</summary>
    public const string LoggerCategory = "WalletCore.Ledger";

    /// <summary>The activity of one commit.</summary>
    public const string CommitActivity = "walletcore.commit";

    /// <summary>The activity of one command, from the call to its answer.</summary>
    public const string CommandActivity = "walletcore.command";

    /// <summary>Counter, {command}: commands answered, by ledger, operation and outcome (<c>posted</c>, <c>replayed</c> or a refusal code).</summary>
    public const string CommandsCounter = "walletcore.commands";

    /// <summary>Histogram, s: from the beginning of a commit until it is durable, by ledger.</summary>
    public const string CommitDurationHistogram = "walletcore.commit.duration";

    /// <summary>Histogram, {transaction}: transactions a commit, by ledger.</summary>
    public const string CommitTransactionsHistogram = "walletcore.commit.transactions";

    /// <summary>Counter, {retry}: commits tried again after a transient failure of the store, by ledger.</summary>
    public const string RetriesCounter = "walletcore.commit.retries";

    /// <summary>Tag: the ledger's name.</summary>
    public const string LedgerTag = "walletcore.ledger";

    /// <summary>Tag: the store's kind.</summary>
    public const string StoreTag = "walletcore.store";

    /// <summary>Tag: the operation.</summary>
    public const string OperationTag = "walletcore.operation";

    /// <summary>Tag: the outcome.</summary>
    public const string OutcomeTag = "walletcore.outcome";
}
