using System.Globalization;
using System.Text;

namespace WalletCore.Testing;

/// <summary>A history as C# that can be pasted into a test.</summary>
internal static class StepText
{
    public static string Write(IReadOnlyList<Step> steps)
    {
        var text = new StringBuilder();
        text.Append("var clock = new ManualClock();\n");
        text.Append("await using var ledger = await Ledger.OpenAsync(store, Workload.CreateOptions(clock));\n");
        text.Append("var boss = new Actor(\"boss\", PermissionPolicy.ManagerRole);\n");
        foreach (var wallet in WorkloadWorld.Wallets)
        {
            text.Append(CultureInfo.InvariantCulture, $"var {wallet.Name} = WalletRef.ByOwner(\"{wallet.Owner}\", \"{wallet.Application}\", \"{wallet.Label}\");\n");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Batch == 0 || steps[i].Verb is Verb.Tick or Verb.Restart or Verb.Sweep)
            {
                text.Append(Line(steps[i], steps)).Append('\n');
                continue;
            }

            var batch = steps.Skip(i).TakeWhile(step => step.Batch == steps[i].Batch).ToArray();
            var mode = steps[i].IsAtomic ? nameof(BatchMode.AllOrNothing) : nameof(BatchMode.Independent);
            text.Append(CultureInfo.InvariantCulture, $"var b{steps[i].Batch} = await ledger.ExecuteBatchAsync([{string.Join(", ", batch.Select(step => Expression(step, steps)))}], BatchMode.{mode});\n");
            foreach (var (step, index) in batch.Select((step, index) => (step, index)))
            {
                text.Append(CultureInfo.InvariantCulture, $"var s{step.Number} = b{step.Batch}.Outcomes[{index}];\n");
            }

            i += batch.Length - 1;
        }

        return text.ToString();
    }

    private static string Line(Step step, IReadOnlyList<Step> steps) => step.Verb switch
    {
        Verb.Tick => string.Create(CultureInfo.InvariantCulture, $"clock.Move(TimeSpan.FromSeconds({step.Extra}));"),
        Verb.Restart => "// close the ledger (and the store) and open it again",
        Verb.Sweep => "await ledger.SweepExpiredAsync();",
        _ => string.Create(CultureInfo.InvariantCulture, $"var s{step.Number} = await ledger.ExecuteAsync({Expression(step, steps)});"),
    };

    private static string Expression(Step step, IReadOnlyList<Step> steps)
    {
        if (step.Verb is Verb.Again or Verb.Altered)
        {
            var first = steps.FirstOrDefault(candidate => candidate.Number == step.A);
            return first is null ? "null!" : Expression(first, steps, step.Verb == Verb.Altered ? ["Description = \"altered\""] : []);
        }

        return Expression(step, steps, []);
    }

    private static string Expression(Step step, IReadOnlyList<Step> steps, List<string> more)
    {
        var amount = Amount(step);
        var a = step.A < WorkloadWorld.Wallets.Count ? WorkloadWorld.Wallets[step.A].Name : string.Empty;
        var b = step.B >= 0 && step.B < WorkloadWorld.Wallets.Count ? WorkloadWorld.Wallets[step.B].Name : string.Empty;
        var freeze = Made(step.A, steps, "((FreezeReceipt)s{0}.Receipt!).Id", "FreezeId.Parse(\"frz_01h455vb4pex5vsknk084sn02q\")");
        var transaction = Made(step.A, steps, "s{0}.Receipt!.TransactionId", "TransactionId.Parse(\"txn_01h455vb4pex5vsknk084sn02q\")");
        var currency = $"Currency.{step.Currency}";
        List<string> with = [];
        var made = step.Verb switch
        {
            Verb.Open => Open(step, currency, with),
            Verb.Transfer => $"new Transfer({a}, {b}, {amount})",
            Verb.Sale or Verb.Order or Verb.Gift or Verb.Exchange => Post(step, amount, a, b, with),
            Verb.Adjust => $"new Adjust({a}, Side.{(step.B == 1 ? "Debit" : "Credit")}, {amount}, \"counted again\")",
            Verb.Freeze => $"new Freeze({a}, {amount})",
            Verb.Raise => $"new RaiseFreeze({freeze}, {amount})",
            Verb.Extend => $"new ExtendFreeze({freeze}, {(step.Extra == 0 ? "null" : Later(step.Extra))})",
            Verb.Unfreeze => $"new Unfreeze({freeze})",
            Verb.Capture => $"new Capture({freeze})",
            Verb.Refund => $"new Refund({transaction})",
            Verb.Cancel => $"new Cancel({transaction})",
            Verb.Residual => $"new RefundResidual({a}, {currency})",
            Verb.FreezeWallet or Verb.ThawWallet => $"new {step.Verb}({a}, \"{StepCommands.Reason(step.B)}\")",
            Verb.ChangeCredit or Verb.ChangeMaximum => $"new ChangeWallet({a})",
            Verb.CloseWallet or Verb.ReopenWallet => $"new {step.Verb}({a})",
            Verb.AddAccount or Verb.RemoveAccount => $"new {step.Verb}({a}, {currency})",
            _ => $"new {step.Verb}({a}, {amount})",
        };
        AddTerms(step, amount, b, with);
        with.AddRange(more);
        return with.Count == 0 ? made : $"{made} {{ {string.Join(", ", with)} }}";
    }

    private static void AddTerms(Step step, string amount, string b, List<string> with)
    {
        switch (step.Verb)
        {
            case Verb.Freeze:
                AddIf(with, step.B == 1, "Mode = CaptureMode.Several");
                AddIf(with, step.Extra != 0, $"ExpiresAt = {Later(step.Extra)}");
                break;
            case Verb.Unfreeze or Verb.Capture or Verb.Refund:
                AddIf(with, step.Amount is not null, $"Amount = {amount}");
                AddIf(with, step.Verb != Verb.Unfreeze && step.B >= 0, $"To = {b}");
                AddIf(with, step is { Verb: Verb.Capture, Extra: 1 }, "IsFinal = true");
                break;
            case Verb.FreezeWallet:
                with.Add($"Sides = RestrictedSides.{(RestrictedSides)step.Extra}");
                break;
            case Verb.ChangeCredit:
                with.Add($"CreditLimit = {amount}");
                break;
            case Verb.ChangeMaximum:
                with.Add($"MaxBalance = {amount}");
                break;
        }

        AddIf(with, step.Key is not null, $"Key = \"{step.Key}\"");
        AddIf(with, step.IsManager, "Actor = boss");
        AddIf(with, step is { IsManager: false, Verb: Verb.Adjust, Extra: 1 }, "Actor = new Actor(\"tina\", \"teller\")");
        AddIf(with, step.Day is not null, string.Create(CultureInfo.InvariantCulture, $"BusinessDate = new DateOnly(2026, 3, 1).AddDays({step.Day})"));
    }

    private static string Open(Step step, string currency, List<string> with)
    {
        var wallet = WorkloadWorld.Wallets[step.A];
        with.Add($"Currency = {currency}");
        AddIf(with, wallet.Application.Length > 0, $"ApplicationId = \"{wallet.Application}\"");
        AddIf(with, wallet.Label.Length > 0, $"Label = \"{wallet.Label}\"");
        AddIf(with, wallet.Credit is not null, string.Create(CultureInfo.InvariantCulture, $"Kind = WalletKind.Postpaid, CreditLimit = Money.FromMinor({wallet.Credit}, {currency})"));
        AddIf(with, wallet.Maximum is not null, string.Create(CultureInfo.InvariantCulture, $"MaxBalance = Money.FromMinor({wallet.Maximum}, {currency})"));
        return $"new OpenWallet(\"{wallet.Owner}\")";
    }

    private static string Post(Step step, string amount, string payer, string payee, List<string> with)
    {
        with.Add($"Parties = new Dictionary<string, WalletRef> {{ [\"payer\"] = {payer}, [\"payee\"] = {payee} }}");
        if (step.Verb == Verb.Exchange)
        {
            var rate = WorkloadWorld.RateTo(step.Extra == 1 ? Currency.JPY : Currency.USD);
            with.Add($"Rates = new Dictionary<string, ExchangeRate> {{ [\"rate\"] = new(Ratio.Parse(\"{rate.Rate}\"), Currency.{rate.To.Code}) }}");
        }

        return $"new Post(\"{step.Verb.ToString().ToLowerInvariant()}\", {amount})";
    }

    private static string Amount(Step step) =>
        $"Money.{step.Currency}({Money.FromMinor(step.Amount ?? 0, WorkloadWorld.CurrencyOf(step.Currency)).ToAmountString()}m)";

    private static string Made(int number, IReadOnlyList<Step> steps, string there, string missing) =>
        steps.Any(step => step.Number == number) ? string.Format(CultureInfo.InvariantCulture, there, number) : missing;

    private static string Later(int seconds) => string.Create(CultureInfo.InvariantCulture, $"clock.GetUtcNow().AddSeconds({seconds})");

    private static void AddIf(List<string> with, bool holds, string text)
    {
        if (holds)
        {
            with.Add(text);
        }
    }
}
