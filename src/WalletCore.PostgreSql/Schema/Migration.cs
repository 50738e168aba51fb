namespace WalletCore.PostgreSql.Schema;

/// <summary>One forward step of the schema. Once released its text never changes.</summary>
/// <param name="Version">Its number, gapless from 1.</param>
/// <param name="Name">What it brings, in a few words without quotes.</param>
/// <param name="Sql">Its statements, which name tables without a schema: the search path leads to the right one.</param>
internal sealed record Migration(int Version, string Name, string Sql);
