namespace WalletCore.Tests.Shared;

/// <summary>A test that takes tens of seconds (packing, publishing): skipped by name in a plain <c>dotnet test</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowFactAttribute : FactAttribute
{
    public const string SlowVariable = "WALLETCORE_SLOW";
    public const string SkippedBecause = "slow: run scripts/test.sh, or set WALLETCORE_SLOW=1";

    public SlowFactAttribute() => Skip = Enabled ? null : SkippedBecause;

    public static bool Enabled => Environment.GetEnvironmentVariable(SlowVariable) == "1";
}
