namespace WalletCore.Tests.Shared;

/// <summary>
/// The stores that behaviour is shown on. All, unless WALLETCORE_STORES names some ("memory", "memory,sqlite"), as it does where it is the
/// rules that are tried and not the stores. <c>scripts/test.sh</c> leaves none out.
/// </summary>
internal static class ChosenStores
{
    public const string StoresVariable = "WALLETCORE_STORES";

    private static readonly string[]? Named =
        Environment.GetEnvironmentVariable(StoresVariable) is { Length: > 0 } names ? names.Split(',') : null;

    public static bool Has(string store) => Named is null || Named.Contains(store);
}
