namespace WalletCore.Tests.Shared;

/// <summary>What the machine may lack. The full run (<c>scripts/test.sh</c>) installs it and lets nothing be left out.</summary>
internal static class Requirement
{
    public const string RequireAllVariable = "WALLETCORE_REQUIRE_ALL";

    /// <summary>A test whose tool is missing must then fail instead of being skipped.</summary>
    public static bool RequireAll => Environment.GetEnvironmentVariable(RequireAllVariable) == "1";
}
