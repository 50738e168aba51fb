namespace WalletCore.PostgreSql.Schema;

/// <summary>Every step of the schema, in order.</summary>
internal static class Migrations
{
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(1, "journal and wallets", Version1Tables.Sql + Version1Indexes.Sql + Version1Views.Sql),
        new(2, "unique key hashes", Version2KeyIndex.Sql),
        new(3, "places of keys", Version3KeyPlaces.Sql),
        new(4, "handovers of shifts", Version4Handovers.Sql),
    ];
}
