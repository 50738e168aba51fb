using System.Globalization;

namespace WalletCore.Testing;

/// <summary>A ledger on which a rule is tried, with a rich wallet for each of its parties.</summary>
internal sealed class PostingRuleTrial : IAsyncDisposable
{
    private readonly Dictionary<WalletId, string> _parties = [];
    private readonly TestLedger _books;
    private readonly PostingRule _rule;
    private readonly PostingRuleCheckOptions _options;
    private readonly ModelRule? _declared;

    private PostingRuleTrial(TestLedger books, PostingRule rule, PostingRuleCheckOptions options)
    {
        _books = books;
        _rule = rule;
        _options = options;
        _declared = Declared(rule, books.Ledger.Options.Currencies);
    }

    public static async Task<PostingRuleTrial> OpenAsync(PostingRule rule, PostingRuleCheckOptions options)
    {
        if (BuiltInRules.Replaceable.Any(known => known.Name == rule.Name) && rule.Name is not (Operations.Transfer or Operations.Deposit or Operations.Withdraw))
        {
            throw new ArgumentException($"A rule that replaces '{rule.Name}' cannot be tried by itself.", nameof(rule));
        }

        var ledger = options.Ledger ?? LedgerOptions.Default;
        var books = await TestLedger.OpenAsync(ledger with { Rules = [.. ledger.Rules.Where(other => other.Name != rule.Name), rule] });
        var plenty = options.Currencies.Select(currency => Money.FromMinor((Int128)options.AmountMinorMax * 1_000_000_000, currency)).ToArray();
        foreach (var party in rule.Parties)
        {
            await books.WalletAsync(Open(rule, party, plenty[0].Currency), plenty);
        }

        return new PostingRuleTrial(books, rule, options);
    }

    public async Task<(string? Refusal, PostingRuleCounterexample? Broken)> RunAsync(PostingRuleCase one)
    {
        var books = _books;
        var before = await BalancesAsync(books);
        var outcome = await books.Ledger.ExecuteAsync(one.ToCommand(party => Wallet(_rule, party)));
        PostingRuleCounterexample Broken(string law, string what) => new(law, one.ToString(), what);
        if (outcome.Refusal is { } refusal)
        {
            var after = await BalancesAsync(books);
            return (refusal.Code, before == after ? null : Broken(PostingRuleProperties.LeavesNoTrace, $"Refused with {refusal.Code}, and yet:\n{before}\n{after}"));
        }

        var made = (await books.Reader.GetTransactionAsync(outcome.ValueOrThrow().TransactionId))!;
        var wrong = Unbalanced(made) is { } unbalanced ? Broken(PostingRuleProperties.Balances, unbalanced)
            : Moved(made, one) is { } moved ? Broken(PostingRuleProperties.MovesWhatItIsGiven, moved)
            : Unexpected(made, one, _declared) is { } rounded ? Broken(PostingRuleProperties.RoundsAsDeclared, $"Rounding {_rule.Rounding}: {rounded}")
            : Unexpected(made, one, _options.Expected) is { } unexpected ? Broken(PostingRuleProperties.MovesWhatIsExpected, unexpected)
            : null;
        if ((await books.Reader.GetRefundableAsync(made.Id))?.Refusal?.Code == RefusalCode.NotRefundable)
        {
            // The rule's terms say so, or its fees took all of the amount: fees alone are not refunded.
            return (null, wrong);
        }

        return await RefundAsync(books, one, made) is { } stuck
            ? (null, wrong ?? Broken(PostingRuleProperties.RefundsToZero, stuck))
            : (null, wrong ?? (await NotBackAsync(books, before) is { } notBack ? Broken(PostingRuleProperties.RefundsToZero, notBack) : null));
    }

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    private static OpenWallet Open(PostingRule rule, string party, Currency currency)
    {
        var payer = rule.Permissions.FirstOrDefault(line => line.Payer == party);
        var payee = rule.Permissions.FirstOrDefault(line => line.Payee == party);
        return new OpenWallet(party)
        {
            Currency = currency,
            Label = payer?.PayerLabel ?? payee?.PayeeLabel ?? string.Empty,
            ApplicationId = payer?.PayerApplicationId ?? payee?.PayeeApplicationId ?? string.Empty,
        };
    }

    private static WalletRef Wallet(PostingRule rule, string party)
    {
        var open = Open(rule, party, Currency.EUR);
        return WalletRef.ByOwner(open.OwnerId, open.ApplicationId, open.Label);
    }

    /// <summary>What the rule declares; null where its words leave open what it moves.</summary>
    private static ModelRule? Declared(PostingRule rule, CurrencyRegistry currencies)
    {
        try
        {
            return DeclaredRule.Of(rule, currencies);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static Money Sum(Transaction made, Side side, Currency currency) => made.Entries
        .Where(entry => entry.Side == side && entry.Amount.Currency == currency)
        .Aggregate(Money.Zero(currency), (sum, entry) => sum + entry.Amount);

    private static string? Unbalanced(Transaction made) => made.Entries.Select(entry => entry.Amount.Currency).Distinct()
        .Where(currency => Sum(made, Side.Debit, currency) != Sum(made, Side.Credit, currency))
        .Select(currency => $"{Sum(made, Side.Debit, currency)} debited, {Sum(made, Side.Credit, currency)} credited.")
        .FirstOrDefault();

    private string? Moved(Transaction made, PostingRuleCase one)
    {
        var moved = Sum(made, Side.Debit, one.Amount.Currency);
        var most = _rule.Flows.Any(flow => flow.OnTop) ? one.Amount + one.Amount.Multiply(_options.OnTopMax, WalletCore.Rounding.Floor) : one.Amount;
        return moved < one.Amount || moved > most ? $"It moves {moved}; given were {one.Amount}, allowed at most {most}." : null;
    }

    private string? Unexpected(Transaction made, PostingRuleCase one, ModelRule? rule)
    {
        if (rule is not { } expected || expected(one.ToPost(party => Wallet(_rule, party))) is not { } flows)
        {
            return null;
        }

        var gets = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var flow in flows)
        {
            Add(gets, $"{flow.From} {flow.Amount.Currency.Code}", -flow.Amount);
            Add(gets, $"{flow.To} {flow.Amount.Currency.Code}", flow.Amount);
        }

        var got = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var entry in made.Entries)
        {
            var name = entry.SystemCode is { } code ? "@" + code : _parties[entry.WalletId];
            Add(got, $"{name} {entry.Amount.Currency.Code}", entry.Side == Side.Credit ? entry.Amount : -entry.Amount);
        }

        var (wanted, actual) = (Text(gets), Text(got));
        return wanted == actual ? null : $"It moves {actual}; expected was {wanted}.";
    }

    private static void Add(SortedDictionary<string, Money> sums, string name, Money amount) =>
        sums[name] = sums.TryGetValue(name, out var sum) ? sum + amount : amount;

    private static string Text(SortedDictionary<string, Money> sums) =>
        string.Join(", ", sums.Where(sum => !sum.Value.IsZero).Select(sum => $"{sum.Key}: {sum.Value}"));

    private async Task<string?> RefundAsync(TestLedger books, PostingRuleCase one, Transaction made)
    {
        for (var i = 0; i <= one.Cuts.Count; i++)
        {
            var refundable = (await books.Reader.GetRefundableAsync(made.Id))!;
            if (refundable.Remaining is not { IsPositive: true } remaining || (_rule.Refunds.CountMax is { } most && refundable.Count >= most))
            {
                break;
            }

            var isLast = i == one.Cuts.Count || refundable.Count + 1 == _rule.Refunds.CountMax;
            var cut = isLast ? remaining : Money.Min(remaining, Money.FromMinor(one.Cuts[i], remaining.Currency));
            if ((await books.Ledger.RefundAsync(new Refund(made.Id) { Amount = cut })).Refusal is { } refusal)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The refund of {cut}, with {remaining} left, is refused: {refusal}");
            }
        }

        var left = (await books.Reader.GetRefundableAsync(made.Id))!.Remaining!.Value;
        return left.IsZero ? null : $"{left} is left and cannot be refunded.";
    }

    private async Task<string?> NotBackAsync(TestLedger books, string before)
    {
        if (_rule.Refunds.Fees == FeeRefund.Keep)
        {
            return null;
        }

        var after = await BalancesAsync(books);
        return before == after ? null : $"Before:\n{before}\nafter all was refunded:\n{after}";
    }

    private async Task<string> BalancesAsync(TestLedger books)
    {
        var wallets = await books.Reader.ListWalletsAsync(new WalletQuery());
        foreach (var wallet in wallets.Items)
        {
            _parties[wallet.Id] = wallet.OwnerId;
        }

        var system = await books.Reader.GetSystemAccountsAsync();
        return string.Join('\n', wallets.Items.SelectMany(wallet => wallet.Accounts.Select(account => $"  {wallet.OwnerId} {account.Balance}"))
            .Concat(system.Where(account => !account.Balance.IsZero).Select(account => $"  @{account.SystemCode} {account.Balance}")));
    }
}
