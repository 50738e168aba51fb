using System.Collections.Frozen;

namespace WalletCore;

/// <summary>The posting rules of a ledger by name: the built-in ones, those that replace them, and the host's own; checked together.</summary>
internal sealed class RuleBook
{
    private readonly FrozenDictionary<string, PostingRule> _byName;
    private readonly PostingRule _deposit;
    private readonly PostingRule _withdraw;
    private readonly PostingRule _transfer;

    private RuleBook(FrozenDictionary<string, PostingRule> byName)
    {
        _byName = byName;
        _deposit = byName[Operations.Deposit];
        _withdraw = byName[Operations.Withdraw];
        _transfer = byName[Operations.Transfer];
    }

    public IEnumerable<PostingRule> All => _byName.Values;

    /// <summary>The rule that a command runs; what most commands run is not looked up.</summary>
    public PostingRule this[Command command] => command switch
    {
        Transfer => _transfer,
        Deposit => _deposit,
        Withdraw => _withdraw,
        _ => _byName[command.Operation],
    };

    public PostingRule this[string name] => _byName[name];

    public static RuleBook Create(LedgerOptions options)
    {
        var rules = BuiltInRules.All.ToDictionary(rule => rule.Name, StringComparer.Ordinal);
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in options.Rules)
        {
            if (!own.Add(rule.Name))
            {
                throw new ArgumentException($"Two posting rules are called '{rule.Name}'.");
            }

            if (rules.TryGetValue(rule.Name, out var builtIn))
            {
                CheckReplacement(rule, builtIn);
            }
            else if (rule.SystemParties.Count > 0)
            {
                throw new ArgumentException($"Posting rule '{rule.Name}' names a system account that no command gives.");
            }

            CheckFrozen(rule);
            CheckSystemAccounts(rule, options.Chart);
            rules[rule.Name] = rule;
        }

        foreach (var rule in rules.Values)
        {
            CheckSystemAccounts(rule, options.Chart);
        }

        return new RuleBook(rules.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public PostingRule? Find(string name) => _byName.GetValueOrDefault(name);

    private static void CheckReplacement(PostingRule rule, PostingRule builtIn)
    {
        if (builtIn.IsFixed)
        {
            throw new ArgumentException($"The built-in operation '{rule.Name}' cannot be replaced.");
        }

        if (rule.Version <= builtIn.Version)
        {
            throw new ArgumentException($"A rule that replaces '{builtIn}' has a higher version.");
        }

        var known = builtIn.Parties.ToHashSet(StringComparer.Ordinal);
        if (!rule.Parties.All(known.Contains) || rule.Inputs.Count > 0 || rule.Rates.Count > 0)
        {
            throw new ArgumentException(
                $"The command of '{rule.Name}' gives the parties {string.Join(", ", builtIn.Parties)} and nothing else.");
        }
    }

    /// <summary>
    /// Frozen money is what freeze records hold, so only their commands move it. A host's capture takes the captured amount out of it, no
    /// more and no less; no other rule of a host's touches it.
    /// </summary>
    private static void CheckFrozen(PostingRule rule)
    {
        var isCapture = rule.Name is Operations.Capture or Operations.CaptureOut;
        foreach (var flow in rule.Flows)
        {
            var fromFrozen = flow.Sources.Any(IsFrozen);
            if (flow.Targets.Any(IsFrozen) || (fromFrozen && !isCapture))
            {
                throw new ArgumentException($"Flow '{flow.Name}' of '{rule.Name}' moves frozen money, which only freeze records do.");
            }

            var takesCapture = flow.Sources is [{ Place: WalletPlace { Pocket: Pocket.Frozen, Party: WalletCore.Parties.From } }];
            if (isCapture && (flow.OnTop ? fromFrozen : !takesCapture))
            {
                throw new ArgumentException(
                    $"Flow '{flow.Name}' of '{rule.Name}': what is captured comes out of the frozen money of '{WalletCore.Parties.From}', and nothing else does.");
            }
        }

        static bool IsFrozen(FlowEnd end) => end.Place is WalletPlace { Pocket: Pocket.Frozen };
    }

    private static void CheckSystemAccounts(PostingRule rule, ChartOfAccounts chart)
    {
        var codes = rule.Flows
            .SelectMany(flow => flow.Sources.Concat(flow.Targets))
            .Select(end => (end.Place as SystemPlace)?.Code)
            .Append(rule.Refunds.FundingAccount)
            .OfType<string>();
        foreach (var code in codes)
        {
            if (chart.Find(code) is null)
            {
                throw new ArgumentException($"Posting rule '{rule.Name}' uses the system account '{code}', which the chart does not have.");
            }
        }
    }
}
