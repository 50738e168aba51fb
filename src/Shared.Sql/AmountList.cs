using System.Globalization;

namespace WalletCore.SqlStores;

/// <summary>Amounts in one text, separated by commas: whole numbers of any width.</summary>
internal static class AmountList
{
    public static string Write(IReadOnlyList<Int128> amounts) =>
        string.Join(',', amounts.Select(amount => amount.ToString(CultureInfo.InvariantCulture)));

    public static Int128[] Read(string stored) =>
        [.. stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(AmountText)];

    private static Int128 AmountText(string amount) => Int128.Parse(amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
