using System.Net.Sockets;
using Npgsql;
using WalletCore.PostgreSql.Connections;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>Which failures of the server pass by themselves.</summary>
public class FaultTests
{
    [Theory]
    [InlineData("08006")]
    [InlineData("25006")]
    [InlineData("25P03")]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("53200")]
    [InlineData("53300")]
    [InlineData("55P03")]
    [InlineData("57014")]
    [InlineData("57P01")]
    [InlineData("57P02")]
    [InlineData("57P03")]
    public void Passing(string state) => Assert.True(PostgreSqlFault.From(Fault(state), "Testing").IsTransient);

    [Theory]
    [InlineData("22021")]
    [InlineData("23505")]
    [InlineData("26000")]
    [InlineData("28P01")]
    [InlineData("3D000")]
    [InlineData("42501")]
    [InlineData("42P01")]
    [InlineData("53100")]
    [InlineData("58030")]
    [InlineData("XX001")]
    [InlineData("ZZ999")]
    public void Lasting(string state) => Assert.False(PostgreSqlFault.From(Fault(state), "Testing").IsTransient);

    [Fact]
    public void Of_the_network()
    {
        Assert.True(PostgreSqlFault.From(new NpgsqlException("cut", new IOException("cut")), "Testing").IsTransient);
        Assert.True(PostgreSqlFault.From(new NpgsqlException("slow", new TimeoutException("slow")), "Testing").IsTransient);
        Assert.True(PostgreSqlFault.From(new SocketException(), "Testing").IsTransient);
        Assert.False(PostgreSqlFault.From(new NpgsqlException("no password"), "Testing").IsTransient);
        Assert.False(PostgreSqlFault.From(new ObjectDisposedException("source"), "Testing").IsTransient);
    }

    private static PostgresException Fault(string state) => new("told by a test", "ERROR", "ERROR", state);
}
