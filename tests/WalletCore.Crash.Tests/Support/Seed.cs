using System.Globalization;

namespace WalletCore.Crash.Tests.Support;

/// <summary>Where a run's moments come from: another one each time, printed, or the one that WALLETCORE_SEED names.</summary>
internal static class Seed
{
    public static int Next() =>
        Environment.GetEnvironmentVariable("WALLETCORE_SEED") is { Length: > 0 } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next(1, 1_000_000_000);
}
