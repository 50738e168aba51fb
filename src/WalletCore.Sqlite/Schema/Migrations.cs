namespace WalletCore.Sqlite.Schema;

/// <summary>Every step of the schema, in order.</summary>
internal static class Migrations
{
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(1, "journal, wallets, key index", Version1Tables.Sql + Version1Indexes.Sql + Version1Views.Sql),
        new(2, "balances written late", Version2LateBalances.Sql),
        new(3, "key index in runs", Version3KeyRuns.Sql),
        new(4, "heads written late", Version4LateHeads.Sql),
    ];
}
