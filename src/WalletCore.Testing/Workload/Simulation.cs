namespace WalletCore.Testing;

/// <summary>How a simulation runs.</summary>
public sealed record SimulationOptions
{
    /// <summary>Where everything comes from; the same seed gives the same history. Null: another one each time, which the report names.</summary>
    public long? Seed { get; init; }

    /// <summary>How much virtual time passes; 48 hours by default.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How many ledgers take turns on the store, as several processes would; 3 by default.</summary>
    public int Ledgers { get; init; } = 3;

    /// <summary>The faults that strike; two in a hundred at each point of writing by default, transient ones and torn connections.</summary>
    public FaultChances? Faults { get; init; } = FaultChances.Everywhere(20);
}

/// <summary>What became of a simulation.</summary>
public sealed record SimulationReport
{
    /// <summary>The seed, to run the same again.</summary>
    public required long Seed { get; init; }

    /// <summary>How much virtual time passed; going backwards does not count.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How many steps were taken: commands, time passing, sweeps, restarts.</summary>
    public required int StepCount { get; init; }

    /// <summary>How often the ledgers were closed, or killed where the store allows it, and opened again.</summary>
    public required int RestartCount { get; init; }

    /// <summary>How often the clock went backwards.</summary>
    public required int BackwardsCount { get; init; }

    /// <summary>How many faults struck.</summary>
    public required int FaultCount { get; init; }

    /// <summary>How often each answer came.</summary>
    public required IReadOnlyDictionary<string, int> Answers { get; init; }

    /// <summary>What did not hold, and where; null: everything held.</summary>
    public string? Broken { get; init; }

    /// <summary>The history that led there, made short, as C#; null where everything held.</summary>
    public string? Reproduction { get; init; }

    /// <summary>Throws where something did not hold.</summary>
    /// <exception cref="CheckFailedException">Says what, the seed and the reproduction.</exception>
    public void ThrowIfBroken()
    {
        if (Broken is not null)
        {
            throw new CheckFailedException($"{Broken}\nSeed {Seed}.\n{Reproduction}");
        }
    }
}

/// <summary>Days in the life of a ledger, in seconds: several engines on one store, faults, restarts, expiries, midnights, a clock that goes backwards.</summary>
public static class Simulation
{
    /// <summary>
    /// Runs on a store. After each step, whatever it was, everything is checked that what it added, and what stands, can show: the answer is the model's and
    /// everybody has what the model says; a step that posted nothing, a refused command, a preview, time that passes, a restart, left every row as it was to the
    /// byte; what was posted is what receipts name; each transaction balances and leads from balance to balance; debits equal credits; what is frozen is
    /// what freeze records hold; sequence, commits and head are gapless and fit. After each restart, after four in a hundred steps of the seed's choice, and in
    /// the end, all of it is worked out again from the first transaction on, with the chain, and what was read before must read the same.
    /// </summary>
    public static async Task<SimulationReport> RunAsync(Func<StoreUnderTest> create, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        options ??= new SimulationOptions();
        var seed = options.Seed ?? Workload.NewSeed();
        var workload = new WorkloadOptions { Ledgers = options.Ledgers, Faults = options.Faults };
        var answers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var steps = new List<Step>();
        string? broken;
        int faults;
        await using (var run = await WorkloadRun.OpenAsync(create(), workload, seed))
        {
            broken = await run.SimulateAsync(new WorkloadGenerator(new SeededRandom(seed)) { IsSimulation = true }, options.Duration, steps, answers);
            faults = run.FaultCount;
        }

        var report = new SimulationReport
        {
            Seed = seed,
            Elapsed = TimeSpan.FromSeconds(steps.Where(step => step.Verb == Verb.Tick).Sum(step => Math.Max(0, step.Extra))),
            StepCount = steps.Count,
            RestartCount = steps.Count(step => step.Verb == Verb.Restart),
            BackwardsCount = steps.Count(step => step is { Verb: Verb.Tick, Extra: < 0 }),
            FaultCount = faults,
            Answers = answers,
        };
        if (broken is null)
        {
            return report;
        }

        var (small, message) = await WorkloadShrinker.ShrinkAsync(steps, broken, async shorter =>
        {
            await using var run = await WorkloadRun.OpenAsync(create(), workload, seed);
            return await run.ReplayAsync(shorter);
        });
        return report with { Broken = message, Reproduction = StepText.Write(small) };
    }
}
