using System.Net.Sockets;
using Npgsql;

namespace WalletCore.PostgreSql.Connections;

/// <summary>The one place where the driver's failures become <see cref="WalletStoreException"/>.</summary>
internal static class PostgreSqlFault
{
    /// <summary>Whether it is the driver, the network or the server that failed.</summary>
    public static bool IsCause(Exception exception) =>
        exception is NpgsqlException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    /// <summary>A failure to connect. Of several hosts, none may be the primary while a failover is under way, and the driver calls that final.</summary>
    public static WalletStoreException FromConnecting(Exception cause, bool hasSeveralHosts)
    {
        const string doing = "Connecting to the database";
        return hasSeveralHosts && cause is NpgsqlException and not PostgresException
            ? Make("none of the hosts is there, or none takes writes; try again", true, cause, doing)
            : From(cause, doing);
    }

    public static WalletStoreException From(Exception cause, string doing) => cause switch
    {
        PostgresException fault => From(fault, doing),
        NpgsqlException { InnerException: TimeoutException } => Make("no answer within the time limit; try again", true, cause, doing),
        NpgsqlException fault => Make("the connection failed", IsPassing(fault), cause, doing),
        ObjectDisposedException => Make("the data source is disposed", false, cause, doing),
        _ => Make("the connection failed; try again", true, cause, doing),
    };

    /// <summary>Whether connections like this one are of no more use: the server behind them changed its role, or their statements are stale.</summary>
    public static bool SpoilsPool(Exception cause) => cause is PostgresException
    {
        SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.FeatureNotSupported,
    };

    private static bool IsPassing(NpgsqlException fault) =>
        fault.IsTransient || fault.InnerException is IOException or SocketException or TimeoutException;

    private static WalletStoreException From(PostgresException fault, string doing)
    {
        var (explanation, transient) = Explain(fault.SqlState);
        return new WalletStoreException($"{doing} failed: {explanation} (PostgreSQL {fault.SqlState}: {fault.MessageText}).", transient, fault);
    }

    private static WalletStoreException Make(string explanation, bool transient, Exception cause, string doing) =>
        new($"{doing} failed: {explanation} ({cause.Message}).", transient, cause);

    private static (string Explanation, bool IsTransient) Explain(string state) => state switch
    {
        PostgresErrorCodes.LockNotAvailable => ("another writer or a host's transaction held the ledger's lock for too long; try again", true),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.StatementCompletionUnknown =>
            ("the server asks to run the transaction again", true),
        PostgresErrorCodes.QueryCanceled => ("the statement was cancelled, perhaps by the server's statement_timeout; try again", true),
        "25P03" or "25P04" =>
            ("the transaction did nothing, or ran, for longer than it may, and the server ended it", true),
        PostgresErrorCodes.ReadOnlySqlTransaction => ("the server is read-only, as a standby is; connect to the primary, or try again after the failover", true),
        PostgresErrorCodes.DiskFull => ("the server's disk is full; make room and try again", false),
        PostgresErrorCodes.FeatureNotSupported => ("a prepared statement is stale because the schema changed, or the server lacks something; try again once", true),
        PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement =>
            ("a pooler lost a prepared statement; set PrepareStatements to false", false),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn =>
            ("the schema is not there, or not as this library knows it", false),
        PostgresErrorCodes.InsufficientPrivilege => ("this role may not do that; see the guide on PostgreSQL for the rights it needs", false),
        _ => ExplainClass(state.Length >= 2 ? state[..2] : ""),
    };

    private static (string Explanation, bool IsTransient) ExplainClass(string stateClass) => stateClass switch
    {
        "08" => ("the connection was lost; try again", true),
        "57" => ("the server shuts down, restarts or starts; try again", true),
        "53" => ("the server is short of connections or memory; try again", true),
        "23" => ("a constraint of the schema refused the row: a change set that contradicts the ledger", false),
        "22" => ("the server refused a value", false),
        "28" => ("the server refused the credentials", false),
        "3D" => ("the database does not exist", false),
        "58" => ("the server's operating system reported an error; check its volume", false),
        "XX" => ("the server reported damage or an internal error; look into its log", false),
        _ => ("PostgreSQL refused", false),
    };
}
