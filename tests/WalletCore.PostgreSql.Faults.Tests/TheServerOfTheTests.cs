using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>What tests/Shared/PostgreSql promises to the tests that stand on it.</summary>
public sealed class TheServerOfTheTests
{
    [PostgreSqlFact]
    public void Its_databases_know_nothing_of_each_other_and_leave_nothing()
    {
        using (var one = PostgreSqlServer.Shared.CreateDatabase())
        using (var other = PostgreSqlServer.Shared.CreateDatabase())
        {
            one.Execute("CREATE TABLE t AS SELECT 1 AS x");

            Assert.Equal(1, one.Scalar<int>("SELECT x FROM t"));
            Assert.Equal(0L, other.Scalar<long>("SELECT count(*) FROM pg_class WHERE relname = 't'"));
            Assert.Equal(2L, Count(one, other));
        }

        static long Count(params PostgreSqlDatabase[] databases) => (long)PostgreSqlServer.Shared.Scalar(
            $"SELECT count(*) FROM pg_database WHERE datname IN ({string.Join(", ", databases.Select(d => $"'{new NpgsqlConnectionStringBuilder(d.ConnectionString).Database}'"))})")!;
    }

    [PrivatePostgreSqlFact]
    public void Killed_and_started_again_it_has_what_was_committed_and_forgets_what_was_not()
    {
        using var server = PrivatePostgreSqlServer.Start();
        server.Execute("CREATE TABLE t (x int)");
        server.Execute("INSERT INTO t VALUES (1)");
        using var open = new NpgsqlConnection(server.ConnectionString + ";Pooling=false"); // Closing gives nothing back to a pool.
        open.Open();
        using (var begun = new NpgsqlCommand("BEGIN; INSERT INTO t VALUES (2)", open))
        {
            begun.ExecuteNonQuery();
        }

        server.Kill();
        Assert.Throws<NpgsqlException>(() => server.Scalar("SELECT 1"));
        server.Restart();

        Assert.Equal(1L, server.Scalar("SELECT sum(x) FROM t"));
        Assert.Contains("was interrupted", server.Log, StringComparison.Ordinal);
        Assert.Equal("on", server.Scalar("SHOW fsync"));
    }

    [PrivatePostgreSqlFact]
    public void A_promoted_standby_has_what_the_primary_acknowledged()
    {
        using var primary = PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Fsync = false });
        using var standby = primary.StartStandby("second", new PostgreSqlServerOptions { Fsync = false });
        primary.Set("synchronous_standby_names", "second");
        primary.Execute("CREATE TABLE t AS SELECT 1 AS x");

        primary.Kill();
        standby.Promote();
        standby.Execute("INSERT INTO t VALUES (2)");

        Assert.Equal(3L, standby.Scalar("SELECT sum(x) FROM t"));
    }

    [PrivatePostgreSqlFact]
    public void What_a_process_that_is_gone_left_is_removed_and_what_a_living_one_has_is_not()
    {
        using var server = PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Fsync = false });
        var left = Directory.CreateTempSubdirectory(ClusterFolder.Prefix).FullName;
        using (var gone = Process.Start(new ProcessStartInfo("true"))!)
        {
            gone.WaitForExit();
            File.WriteAllText(Path.Combine(left, ClusterFolder.OwnerFile), gone.Id.ToString(CultureInfo.InvariantCulture));
        }

        ClusterFolder.RemoveLeftovers();

        Assert.False(Directory.Exists(left));
        Assert.Equal(1, server.Scalar("SELECT 1"));
    }
}
