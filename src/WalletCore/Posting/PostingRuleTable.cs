using System.Text;

namespace WalletCore;

/// <summary>Draws a posting rule as T-accounts: what each account is debited and credited with.</summary>
internal static class PostingRuleTable
{
    public static string Write(PostingRule rule)
    {
        var accounts = new List<string>();
        var debits = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var credits = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var flow in rule.Flows)
        {
            foreach (var source in flow.Sources)
            {
                Line(source, flow, debits);
            }

            foreach (var target in flow.Targets)
            {
                Line(target, flow, credits);
            }
        }

        var text = new StringBuilder().Append(rule).Append('\n');
        foreach (var account in accounts)
        {
            Draw(text, account, debits[account], credits[account]);
        }

        return text.Append('\n').Append("rounding ").Append(rule.Rounding).Append("; ").Append(rule.Refunds).Append('\n').ToString();

        void Line(FlowEnd end, Flow flow, Dictionary<string, List<string>> side)
        {
            var account = end.Place.ToString()!;
            if (!debits.ContainsKey(account))
            {
                accounts.Add(account);
                debits[account] = [];
                credits[account] = [];
            }

            var amount = end.Cap is null ? flow.Amount.ToString() : $"{flow.Amount}, at most {end.Cap}";
            side[account].Add($"{flow.Name}: {amount}");
        }
    }

    private static void Draw(StringBuilder text, string account, List<string> debits, List<string> credits)
    {
        var left = Math.Max(12, debits.Select(line => line.Length).DefaultIfEmpty().Max());
        var right = Math.Max(12, credits.Select(line => line.Length).DefaultIfEmpty().Max());
        text.Append('\n').Append(account).Append('\n');
        text.Append("debit".PadRight(left)).Append(" | ").Append("credit").Append('\n');
        text.Append('-', left + 1).Append('+').Append('-', right + 1).Append('\n');
        for (var i = 0; i < Math.Max(debits.Count, credits.Count); i++)
        {
            text.Append((i < debits.Count ? debits[i] : string.Empty).PadRight(left)).Append(" | ");
            text.Append(i < credits.Count ? credits[i] : string.Empty).Append('\n');
        }
    }
}
