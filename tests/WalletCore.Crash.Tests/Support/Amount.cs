using System.Globalization;

namespace WalletCore.Crash.Tests.Support;

/// <summary>How much of something a slow test does: its default, or what an environment variable says.</summary>
internal static class Amount
{
    public const string KillsVariable = "WALLETCORE_KILLS";
    public const string SoakVariable = "WALLETCORE_SOAK";
    public const string NoisesVariable = "WALLETCORE_NOISES";

    public static int Of(string variable, int usual) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
        ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
        : usual;
}
