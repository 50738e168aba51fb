using FsCheck;
using FsCheck.Fluent;

namespace WalletCore.Tests.Support;

/// <summary>Amounts for laws of how they are written.</summary>
internal static class AnyAmount
{
    /// <summary>Small ones, those on both sides of where 64 bits end, and the largest that there are.</summary>
    public static Gen<Int128> Cases { get; } = Gen.OneOf(
        Gen.Choose(-3, 3).Select(n => (Int128)n),
        Gen.Elements<Int128>(long.MaxValue, long.MinValue, (Int128)long.MaxValue + 1, (Int128)long.MinValue - 1, Limits.AmountMax, -Limits.AmountMax));
}
