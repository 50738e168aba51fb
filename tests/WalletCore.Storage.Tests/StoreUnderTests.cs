using WalletCore.Testing;

namespace WalletCore.Storage.Tests;

/// <summary>The stores that every case runs on: a new store is one line here.</summary>
public static class StoreUnderTests
{
    public static IReadOnlyDictionary<string, Func<StoreUnderTest>> All { get; } = new Dictionary<string, Func<StoreUnderTest>>(Here());

    private static IEnumerable<KeyValuePair<string, Func<StoreUnderTest>>> Here() => Known.Where(
        static store => ChosenStores.Has(store.Key) && (store.Key != "postgresql" || FreshSchema.CanBe));

    private static Dictionary<string, Func<StoreUnderTest>> Known => new()
    {
        ["memory"] = static () => new InMemoryStoreUnderTest(),
        ["sqlite"] = static () => new SqliteStoreUnderTest(),
        ["postgresql"] = static () => new PostgreSqlStoreUnderTest(),
    };
}
