namespace WalletCore.Testing;

/// <summary>One amount, with further amounts, rates and cuts for its refunds.</summary>
internal sealed record PostingRuleCase(
    PostingRule Rule, Money Amount, IReadOnlyDictionary<string, Money> Inputs, IReadOnlyDictionary<string, ExchangeRate> Rates, IReadOnlyList<long> Cuts)
{
    public static PostingRuleCase Make(PostingRule rule, PostingRuleCheckOptions options, SeededRandom random)
    {
        var currency = options.Currencies[random.Below(options.Currencies.Count)];
        var amount = random.Below(4) switch
        {
            0 => random.Between(1, Math.Min(100, options.AmountMinorMax)),
            1 => random.Between(1, Math.Min(10_000, options.AmountMinorMax)),
            2 => random.Between(1, Math.Min(1_000_000, options.AmountMinorMax)),
            _ => random.Between(1, options.AmountMinorMax),
        };
        return new PostingRuleCase(
            rule,
            Money.FromMinor(amount, currency),
            rule.Inputs.ToDictionary(name => name, _ => Money.FromMinor(random.Between(0, amount), currency), StringComparer.Ordinal),
            rule.Rates.ToDictionary(name => name, _ => Rate(options, random), StringComparer.Ordinal),
            [.. Enumerable.Range(0, 3).Select(_ => random.Between(1, amount))]);
    }

    /// <summary>The command, on wallets that bear the names of the rule's parties.</summary>
    public Command<Receipt> ToCommand(Func<string, WalletRef> wallet) => Rule.Name switch
    {
        Operations.Transfer => new Transfer(wallet(Parties.From), wallet(Parties.To), Amount),
        Operations.Deposit => new Deposit(wallet(Parties.Wallet), Amount),
        Operations.Withdraw => new Withdraw(wallet(Parties.Wallet), Amount),
        _ => ToPost(wallet),
    };

    public Post ToPost(Func<string, WalletRef> wallet) => new(Rule.Name, Amount)
    {
        Parties = Rule.Parties.ToDictionary(party => party, wallet, StringComparer.Ordinal),
        Amounts = Inputs,
        Rates = Rates,
    };

    /// <summary>Cases that are a little simpler.</summary>
    public IEnumerable<PostingRuleCase> Smaller()
    {
        foreach (var smaller in new[] { Amount.AmountMinor / 2, Amount.AmountMinor - 1 }.Where(minor => minor > 0))
        {
            yield return this with { Amount = Money.FromMinor(smaller, Amount.Currency) };
        }

        foreach (var (name, amount) in Inputs.Where(input => !input.Value.IsZero))
        {
            yield return this with
            {
                Inputs = new Dictionary<string, Money>(Inputs, StringComparer.Ordinal) { [name] = Money.FromMinor(amount.AmountMinor / 2, amount.Currency) },
            };
        }
    }

    /// <summary>The command as C#, for a test of its own; the wallets bear the names of the rule's parties.</summary>
    public override string ToString()
    {
        var amount = $"Money.Parse(\"{Amount}\")";
        return Rule.Name switch
        {
            Operations.Transfer => $"new Transfer({Owner(Parties.From)}, {Owner(Parties.To)}, {amount})",
            Operations.Deposit => $"new Deposit({Owner(Parties.Wallet)}, {amount})",
            Operations.Withdraw => $"new Withdraw({Owner(Parties.Wallet)}, {amount})",
            _ => $"new Post(\"{Rule.Name}\", {amount}){Terms()}",
        };
    }

    private static string Owner(string party) => $"WalletRef.ByOwner(\"{party}\")";

    private string Terms()
    {
        List<string> with = [];
        if (Rule.Parties.Count > 0)
        {
            with.Add($"Parties = new Dictionary<string, WalletRef> {{ {string.Join(", ", Rule.Parties.Select(party => $"[\"{party}\"] = {Owner(party)}"))} }}");
        }

        if (Inputs.Count > 0)
        {
            with.Add($"Amounts = new Dictionary<string, Money> {{ {string.Join(", ", Inputs.Select(input => $"[\"{input.Key}\"] = Money.Parse(\"{input.Value}\")"))} }}");
        }

        if (Rates.Count > 0)
        {
            with.Add($"Rates = new Dictionary<string, ExchangeRate> {{ {string.Join(", ", Rates.Select(rate => $"[\"{rate.Key}\"] = new(Ratio.Parse(\"{rate.Value.Rate}\"), Currency.FromCode(\"{rate.Value.To.Code}\"))"))} }}");
        }

        return with.Count == 0 ? string.Empty : $" {{ {string.Join(", ", with)} }}";
    }

    private static ExchangeRate Rate(PostingRuleCheckOptions options, SeededRandom random) =>
        new(Ratio.Of(random.Between(1, 20_000), random.Between(1, 20_000)), options.Currencies[random.Below(options.Currencies.Count)]);
}
