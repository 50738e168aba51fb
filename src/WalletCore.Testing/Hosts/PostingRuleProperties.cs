namespace WalletCore.Testing;

/// <summary>
/// Laws that every posting rule of a host must keep, tried over amounts, currencies and rates: it balances; it moves the amount it is given, no more and no
/// less; it rounds as declared; and its refunds, however they are cut, lead back to where it began.
/// </summary>
public static class PostingRuleProperties
{
    internal const string Posts = "It posts at least sometimes.";
    internal const string Balances = "Debits and credits are the same in every currency.";
    internal const string MovesWhatItIsGiven = "It moves the amount it is given, and on top of it no more than is allowed.";
    internal const string RoundsAsDeclared = "It rounds as declared.";
    internal const string MovesWhatIsExpected = "It moves what the host expects, to the minor unit.";
    internal const string RefundsToZero = "Refunds in any parts lead back to where it began.";
    internal const string LeavesNoTrace = "A refusal changes nothing.";

    /// <summary>Tries a rule on a ledger in memory.</summary>
    /// <param name="rule">
    /// The rule: one that is run by <see cref="Post"/>, or one that replaces <c>transfer</c>, <c>deposit</c> or <c>withdraw</c>.
    /// </param>
    /// <param name="options">What to try it with; null: the defaults.</param>
    /// <exception cref="ArgumentException">The rule replaces another built-in operation.</exception>
    public static async Task<PostingRuleReport> CheckAsync(PostingRule rule, PostingRuleCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        options ??= new PostingRuleCheckOptions();
        var seed = options.Seed ?? Workload.NewSeed();
        var random = new SeededRandom(seed);
        var refusals = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var broken = new Dictionary<string, PostingRuleCounterexample>(StringComparer.Ordinal);
        var posted = 0;
        await using var trial = await PostingRuleTrial.OpenAsync(rule, options);
        if (options.Rounding is { } wanted && wanted != rule.Rounding)
        {
            broken[RoundsAsDeclared] = new PostingRuleCounterexample(RoundsAsDeclared, rule.ToString(), $"It rounds {rule.Rounding}, not {wanted}.");
        }

        for (var i = 0; i < options.Cases; i++)
        {
            var one = PostingRuleCase.Make(rule, options, random);
            var result = await trial.RunAsync(one);
            if (result.Refusal is { } code)
            {
                refusals[code] = refusals.GetValueOrDefault(code) + 1;
            }
            else
            {
                posted++;
            }

            if (result.Broken is { } counterexample && !broken.ContainsKey(counterexample.Law))
            {
                broken[counterexample.Law] = await ShrinkAsync(trial, one, counterexample);
            }
        }

        if (posted == 0)
        {
            broken[Posts] = new PostingRuleCounterexample(Posts, rule.ToString(), "Every case was refused: " + string.Join(", ", refusals.Select(row => $"{row.Key} {row.Value}")));
        }

        return new PostingRuleReport { Rule = rule, Seed = seed, PostedCount = posted, Refusals = refusals, Counterexamples = [.. broken.Values] };
    }

    private static async Task<PostingRuleCounterexample> ShrinkAsync(PostingRuleTrial trial, PostingRuleCase broken, PostingRuleCounterexample counterexample)
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var smaller in broken.Smaller())
            {
                if ((await trial.RunAsync(smaller)).Broken is { } still && still.Law == counterexample.Law)
                {
                    (broken, counterexample, found) = (smaller, still, true);
                    break;
                }
            }
        }

        return counterexample;
    }
}
