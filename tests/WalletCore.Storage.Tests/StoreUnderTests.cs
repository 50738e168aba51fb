using WalletCore.StoreConformance;

namespace WalletCore.Storage.Tests;

/// <summary>The stores that every case runs on: a new store is one line here.</summary>
public static class StoreUnderTests
{
    public static IReadOnlyDictionary<string, Func<StoreUnderTest>> All { get; } = new Dictionary<string, Func<StoreUnderTest>>
    {
        ["memory"] = static () => new InMemoryStoreUnderTest(),
        ["sqlite"] = static () => new SqliteStoreUnderTest(),
        ["postgresql"] = static () => new PostgreSqlStoreUnderTest(),
    };
}
