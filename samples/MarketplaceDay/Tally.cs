using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>What became of one verb's lines.</summary>
internal sealed class VerbTally
{
    public int Posted { get; set; }

    public int Replayed { get; set; }

    public int Refused { get; set; }
}

/// <summary>Counts what became of the lines.</summary>
internal sealed class Tally
{
    public SortedDictionary<string, VerbTally> Verbs { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Refusals { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Malformed { get; } = new(StringComparer.Ordinal);

    /// <summary>How many lines moved the ledger now: neither refused nor answered before.</summary>
    public int Posted => Verbs.Values.Sum(verb => verb.Posted);

    public int Replayed => Verbs.Values.Sum(verb => verb.Replayed);

    public int Refused => Verbs.Values.Sum(verb => verb.Refused);

    public void Add(string verb, Outcome<Receipt> outcome)
    {
        if (!Verbs.TryGetValue(verb, out var tally))
        {
            Verbs.Add(verb, tally = new VerbTally());
        }

        if (!outcome.IsPosted)
        {
            tally.Refused++;
            Count(Refusals, outcome.Refusal.Code);
        }
        else if (outcome.Replayed)
        {
            tally.Replayed++;
        }
        else
        {
            tally.Posted++;
        }
    }

    public void AddMalformed(string reason) => Count(Malformed, reason);

    private static void Count(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
