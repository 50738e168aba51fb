using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>How many units of <paramref name="To"/> one unit of the principal's currency is worth. The default value converts to nothing.</summary>
/// <param name="Rate">Major units of <paramref name="To"/> for one major unit of the principal's currency; positive.</param>
/// <param name="To">The other currency.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExchangeRate(Ratio Rate, Currency To)
{
    /// <summary>The rate and the currency.</summary>
    public override string ToString() => $"{Rate} {To.Code}";
}
