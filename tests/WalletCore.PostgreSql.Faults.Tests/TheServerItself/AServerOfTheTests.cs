using System.Globalization;
using Npgsql;

namespace WalletCore.PostgreSql.Faults.Tests.TheServerItself;

/// <summary>What every other test here stands on.</summary>
public sealed class AServerOfTheTests
{
    [PostgreSqlFact]
    public async Task Is_new_enough_and_the_same_for_all_who_ask()
    {
        var server = await PostgreSqlServer.SharedAsync();

        Assert.Same(server, await PostgreSqlServer.SharedAsync());
        var version = int.Parse(await server.ScalarAsync<string>("SHOW server_version_num"), CultureInfo.InvariantCulture);
        Assert.True(version / 10_000 >= PostgreSqlInstallation.VersionMin);
    }

    [PostgreSqlFact]
    public async Task Gives_databases_that_are_gone_after_use()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        await using (var command = database.DataSource.CreateCommand("SELECT current_database()"))
        {
            Assert.Equal(database.Name, await command.ExecuteScalarAsync());
        }

        await database.DisposeAsync();

        Assert.Equal(0L, await server.ScalarAsync<long>($"SELECT count(*) FROM pg_database WHERE datname = '{database.Name}'"));
    }

    [PostgreSqlFact]
    public async Task Gives_schemas_that_nobody_shares_over_a_pool_that_all_share()
    {
        await using var other = await PostgreSqlSchema.ReserveAsync();
        var schema = await PostgreSqlSchema.ReserveAsync();
        Assert.Same(other.DataSource, schema.DataSource);
        await using (var create = schema.DataSource.CreateCommand($"CREATE SCHEMA {schema.Name}; CREATE TABLE {schema.Name}.t (id int)"))
        {
            await create.ExecuteNonQueryAsync();
        }

        await schema.DisposeAsync();

        await using var count = schema.DataSource.CreateCommand($"SELECT count(*) FROM pg_namespace WHERE nspname = '{schema.Name}'");
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    [PrivatePostgreSqlTheory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task Of_its_own_has_the_settings_asked_for_and_leaves_nothing(bool fsync, string shown)
    {
        var server = await PostgreSqlServer.StartAsync(new PostgreSqlServerOptions
        {
            Fsync = fsync,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["lock_timeout"] = "1234ms" },
        });
        var folder = Path.GetDirectoryName(await server.ScalarAsync<string>("SHOW data_directory"))!;
        Assert.Equal(shown, await server.ScalarAsync<string>("SHOW fsync"));
        Assert.Equal("on", await server.ScalarAsync<string>("SHOW synchronous_commit"));
        Assert.Equal("1234ms", await server.ScalarAsync<string>("SHOW lock_timeout"));
        Assert.Equal("127.0.0.1", await server.ScalarAsync<string>("SHOW listen_addresses"));
        var connectionString = server.ConnectionString();

        await server.DisposeAsync();

        Assert.False(Directory.Exists(folder));
        await using var late = new NpgsqlConnection(connectionString);
        await Assert.ThrowsAsync<NpgsqlException>(() => late.OpenAsync());
    }

    [PrivatePostgreSqlFact]
    public async Task Lets_nobody_in_without_the_password()
    {
        var server = await PostgreSqlServer.StartAsync(new PostgreSqlServerOptions { Fsync = false });
        await using var _ = server;
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(guess.ToString());

        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }
}
