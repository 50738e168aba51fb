namespace WalletCore.Crash.Tests.Support;

/// <summary>The host that runs a built program.</summary>
internal static class DotNet
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
