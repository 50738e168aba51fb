using System.Globalization;

namespace Samples.MarketplaceDay;

/// <summary>The lines of a generated day that are wrong: each kind of wrong that a real feed has sent somebody at night.</summary>
internal sealed class BadLines(Dice dice, Town town, List<string> lines)
{
    private int _next;

    public static string Key(string verb, int line) => string.Create(CultureInfo.InvariantCulture, $"{verb}-{line:D6}");

    /// <summary>One bad line, each kind in turn; nothing where the day has nothing yet to be wrong about.</summary>
    public string? Write()
    {
        var customer = dice.Pick(town.Customers);
        var home = town.HomeOf[customer];
        var bought = town.Purchases.Count == 0 ? default : dice.Pick(town.Purchases);
        return (_next++ % 24) switch
        {
            0 => "this is no line at all",
            1 => $"{NewKey("teleport")},teleport,{customer},shop-1",
            2 => $"{NewKey("deposit")},deposit,{customer},1.234 EUR",
            3 => $"{NewKey("deposit")},deposit,{customer},1e3 EUR",
            4 => $"{NewKey("deposit")},deposit,{customer},12.5 JPY",
            5 => $"{NewKey("deposit")},deposit,{customer},10.00 QQQ",
            6 => $",deposit,{customer},10.00 EUR",
            7 => $"{NewKey("transfer")},transfer,{customer}",
            8 => $"{NewKey("deposit")},deposit,{customer},1,234.00 EUR",
            9 => $"{NewKey("deposit")},deposit,{customer},ten euros",
            10 => $"{NewKey("deposit")},deposit,nobody-{lines.Count},10.00 EUR",
            11 => $"{NewKey("withdraw")},withdraw,{customer},1000000000 {home}",
            12 => bought.Key is null ? null : $"{NewKey("refund")},refund,{bought.Key},{bought.Amount + bought.Amount}",
            13 => bought.Key is null ? null : $"{NewKey("capture")},capture,{bought.Key},",
            14 or 15 or 16 => dice.Pick(lines),
            17 or 18 => Conflict(),
            19 => $"{NewKey("deposit")},deposit,{customer},0 {home}",
            20 => $"{NewKey("deposit")},deposit,{customer},-5 {home}",
            21 => $"{NewKey("transfer")},transfer,{customer},{customer},1 {home}",
            22 => $"{NewKey("refund")},refund,purchase-999999,",
            _ => $"{NewKey("adjust")},adjust,{customer},credit,1 {home},generous,clerk",
        };
    }

    /// <summary>An earlier deposit's key with another amount.</summary>
    private string? Conflict()
    {
        for (var i = 0; i < 20; i++)
        {
            if (dice.Pick(lines).Split(',') is [var key, "deposit", var owner, var amount] && key.Length > 0)
            {
                return $"{key},deposit,{owner},9{amount}";
            }
        }

        return null;
    }

    private string NewKey(string verb) => Key(verb, lines.Count + 1);
}
