namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>One private server for the tests that leave it as they found it; made at first use.</summary>
public sealed class FaultServer : IDisposable
{
    private readonly Lazy<PrivatePostgreSqlServer> _server = new(static () => PrivatePostgreSqlServer.Start());

    internal PrivatePostgreSqlServer Server => _server.Value;

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value.Dispose();
        }
    }
}

/// <summary>The tests on the <see cref="FaultServer"/> run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheFaultServer : ICollectionFixture<FaultServer>
{
    public const string Name = "fault server";
}
