using System.Data;
using System.Globalization;
using Npgsql;
using WalletCore.PostgreSql.Connections;

namespace WalletCore.PostgreSql.Enlisting;

/// <summary>The host's open transaction, with the statements that mark a place in it and go back there.</summary>
internal sealed class HostTransaction(Database database, NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    public const string Mark = "SAVEPOINT walletcore_write";
    public const string Release = "RELEASE SAVEPOINT walletcore_write";
    public const string GoBack = "ROLLBACK TO SAVEPOINT walletcore_write";

    private bool _isDisposed;

    /// <summary>
    /// The time limits that protect others who wait, where the host has set none of its own. The wait is limited for the lock alone; how long
    /// the host may idle is limited until its transaction ends. Answers whether the wait was not limited before.
    /// </summary>
    public string Limits { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT CASE WHEN current_setting('lock_timeout') = '0'
            THEN set_config('lock_timeout', '{SessionStatements.Milliseconds(database.Options.LockTimeout)}', true) END,
          CASE WHEN current_setting('idle_in_transaction_session_timeout') = '0'
            THEN set_config('idle_in_transaction_session_timeout', '{SessionStatements.Milliseconds(database.Options.IdleTimeout)}', true) END
        """);

    /// <summary>What makes the host's statements wait for locks as long as they like again.</summary>
    public const string Unlimit = "SELECT set_config('lock_timeout', '0', true)";

    public NpgsqlConnection Connection => connection;

    /// <exception cref="InvalidOperationException">The host has committed or rolled back.</exception>
    public void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(EnlistedStore));
        if (!IsOpen(connection, transaction))
        {
            throw new InvalidOperationException("The host's transaction has ended; enlist in a new one.");
        }
    }

    /// <summary>Undoes everything since the mark. Never throws: where the connection is lost, the server undoes it.</summary>
    public async ValueTask UndoAsync()
    {
        if (!IsOpen(connection, transaction))
        {
            return;
        }

        try
        {
            var trip = new RoundTrip(connection);
            trip.Run(GoBack);
            trip.Run(Release);
            await trip.SendAsync("Undoing a write in the host's transaction", prepared: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WalletStoreException)
        {
            // There is no mark when what failed was marking, and no transaction when the connection failed.
        }
    }

    public void Dispose() => _isDisposed = true;

    /// <summary>Whether that transaction is under way on that connection.</summary>
    public static bool IsOpen(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        try
        {
            // The driver tells that a transaction has completed by refusing to say how isolated it is.
            return transaction.IsolationLevel != IsolationLevel.Unspecified && ReferenceEquals(transaction.Connection, connection)
                && connection.FullState.HasFlag(ConnectionState.Open);
        }
        catch (InvalidOperationException)
        {
            // Completed, or disposed.
            return false;
        }
    }
}
