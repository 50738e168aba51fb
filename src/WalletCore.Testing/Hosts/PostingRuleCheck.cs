namespace WalletCore.Testing;

/// <summary>What <see cref="PostingRuleProperties"/> tries a rule with.</summary>
public sealed record PostingRuleCheckOptions
{
    /// <summary>Where amounts and rates come from; null: another seed each time, which the report names.</summary>
    public long? Seed { get; init; }

    /// <summary>How many amounts are tried; 200 by default.</summary>
    public int Cases { get; init; } = 200;

    /// <summary>The currencies of principal amounts and of what is exchanged; euro, yen and dinar (2, 0 and 3 decimals) by default.</summary>
    public IReadOnlyList<Currency> Currencies { get; init; } = [Currency.EUR, Currency.JPY, Currency.FromCode("BHD")];

    /// <summary>The largest principal amount, in minor units; 10^12 by default. Small ones, where rounding shows, are tried more often.</summary>
    public long AmountMinorMax { get; init; } = 1_000_000_000_000;

    /// <summary>How much flows on top of the principal amount may come to, as a part of it, in its currency; all of it once more by default.</summary>
    public Ratio OnTopMax { get; init; } = Ratio.One;

    /// <summary>The rounding that the rule must have; null: any.</summary>
    public Rounding? Rounding { get; init; }

    /// <summary>
    /// The rule in the host's own words: what it must move, to the minor unit. Null: compared only with what the rule declares
    /// (<see cref="DeclaredRule"/>), which shows that it rounds as declared, but not that what it declares is what the host means.
    /// </summary>
    public ModelRule? Expected { get; init; }

    /// <summary>The options of the ledger on which the rule runs, where it needs system accounts or policies of its own; null: the defaults.</summary>
    public LedgerOptions? Ledger { get; init; }
}

/// <summary>A case in which a law does not hold.</summary>
/// <param name="Law">The law.</param>
/// <param name="Command">What was posted, as C#.</param>
/// <param name="What">What was seen.</param>
public sealed record PostingRuleCounterexample(string Law, string Command, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Law}\n  {Command}\n  {What}";
}

/// <summary>What became of a rule that was tried.</summary>
public sealed record PostingRuleReport
{
    /// <summary>The rule.</summary>
    public required PostingRule Rule { get; init; }

    /// <summary>The seed, to try the same again.</summary>
    public required long Seed { get; init; }

    /// <summary>How many cases posted.</summary>
    public required int PostedCount { get; init; }

    /// <summary>How many cases were refused, by code: amounts below a fixed fee, currencies that the rule does not take.</summary>
    public required IReadOnlyDictionary<string, int> Refusals { get; init; }

    /// <summary>Where a law does not hold, one for each law, each with the smallest amount that was found; empty when all hold.</summary>
    public required IReadOnlyList<PostingRuleCounterexample> Counterexamples { get; init; }

    /// <summary>Throws where a law does not hold.</summary>
    /// <exception cref="CheckFailedException">Names the laws, their counterexamples and the seed.</exception>
    public void ThrowIfBroken()
    {
        if (Counterexamples.Count > 0)
        {
            throw new CheckFailedException($"{Rule} breaks {Counterexamples.Count} laws (seed {Seed}):\n{string.Join('\n', Counterexamples)}");
        }
    }
}
