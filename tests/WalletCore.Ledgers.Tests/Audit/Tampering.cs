using Microsoft.Data.Sqlite;
using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Audit;

/// <summary>A SQLite file with a busy history, changed behind the library's back the way a person with a shell would.</summary>
internal static class Tampering
{
    /// <summary>
    /// Writes the history, runs the SQL, and verifies. The queries answer where the change was made, before it is made. At rest, every balance is in its table: what is
    /// changed there is not told from the journal instead.
    /// </summary>
    public static async Task<(VerificationReport Report, long Expected)> RunAsync(string sql, string? findFirst = null, bool isAtRest = false)
    {
        await using var books = await TestLedger.OpenAsync("sqlite", BusyHistory.Configure);
        await BusyHistory.WriteAsync(books);
        Assert.True((await books.Ledger.VerifyAsync()).IsClean);

        if (isAtRest)
        {
            await books.ReopenAsync();
        }

        using var connection = Open(books);
        var expected = findFirst is null ? 0 : Scalar(connection, findFirst);
        Assert.True(Execute(connection, sql.Replace("$first", expected.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)) > 0);
        return (await books.Ledger.VerifyAsync(), expected);
    }

    public static SqliteConnection Open(TestLedger books)
    {
        var connection = new SqliteConnection($"Data Source={books.File};Pooling=False");
        connection.Open();
        return connection;
    }

    public static int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
