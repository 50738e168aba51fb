using System.Globalization;
using System.Text;

namespace WalletCore;

/// <summary>All balances of a ledger at one moment: in sound books debits equal credits in every currency. Immutable.</summary>
public sealed record TrialBalance
{
    private static readonly string[] Headings = ["account", "class", "currency", "debit", "credit"];

    /// <summary>Where the ledger stood.</summary>
    public required LedgerPosition Position { get; init; }

    /// <summary>The lines by currency code, then by system account code (ordinal order), the wallets last.</summary>
    public required IReadOnlyList<TrialBalanceLine> Lines { get; init; }

    /// <summary>Whether debits equal credits in every currency.</summary>
    public bool IsBalanced => Currencies.All(currency => TotalDebit(currency) == TotalCredit(currency));

    /// <summary>The currencies that have lines, by code.</summary>
    public IEnumerable<Currency> Currencies => Lines.Select(line => line.Currency).Distinct();

    /// <summary>The sum of the debits in a currency; zero when it has no line.</summary>
    public Money TotalDebit(Currency currency) => Sum(currency, static line => line.Debit);

    /// <summary>The sum of the credits in a currency; zero when it has no line.</summary>
    public Money TotalCredit(Currency currency) => Sum(currency, static line => line.Credit);

    /// <summary>The lines as a table of fixed width with a total for each currency, for people.</summary>
    public override string ToString()
    {
        var rows = new List<string[]> { Headings };
        foreach (var currency in Currencies)
        {
            rows.AddRange(Lines.Where(line => line.Currency == currency).Select(line => Row(line.Code, line.Class.ToString(), currency, line.Debit, line.Credit)));
            rows.Add(Row("total", string.Empty, currency, TotalDebit(currency), TotalCredit(currency)));
        }

        var widths = Enumerable.Range(0, Headings.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  {row[3].PadLeft(widths[3])}  {row[4].PadLeft(widths[4])}");
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Row(string code, string accountClass, Currency currency, Money debit, Money credit) =>
        [code, accountClass.ToLowerInvariant(), currency.Code, debit.ToAmountString(), credit.ToAmountString()];

    private Money Sum(Currency currency, Func<TrialBalanceLine, Money> amount) =>
        Lines.Where(line => line.Currency == currency).Select(amount).Aggregate(Money.Zero(currency), static (sum, next) => sum + next);
}
