namespace WalletCore.Testing;

/// <summary>How a workload runs.</summary>
public sealed record WorkloadOptions
{
    /// <summary>Where everything comes from; the same seed gives the same history. Null: another one each time, which the report names.</summary>
    public long? Seed { get; init; }

    /// <summary>How many commands; 300 by default.</summary>
    public int Length { get; init; } = 300;

    /// <summary>
    /// How many ledgers take turns on the store, as several processes would; 2 by default. On a store that is <see cref="StoreCapabilities.Shared"/> each has
    /// a store of its own.
    /// </summary>
    public int Ledgers { get; init; } = 2;

    /// <summary>How many callers race against each other in <see cref="Workload.RaceAsync"/>; 8 by default.</summary>
    public int Callers { get; init; } = 8;

    /// <summary>How many wallets each ledger keeps in memory; 0 by turns with this. 100 by default.</summary>
    public int CacheLength { get; init; } = 100;

    /// <summary>Faults that strike while the workload runs; null: none.</summary>
    public FaultChances? Faults { get; init; }
}

/// <summary>What became of a workload.</summary>
public sealed record WorkloadReport
{
    /// <summary>The seed, to run the same again.</summary>
    public required long Seed { get; init; }

    /// <summary>How often each answer came: "posted", "replayed posted", the codes of refusals.</summary>
    public required IReadOnlyDictionary<string, int> Answers { get; init; }

    /// <summary>Where ledger and model, or ledger and plan, differ; null: nowhere.</summary>
    public string? Difference { get; init; }

    /// <summary>The shortest history found that shows the difference, as C# to paste; null where there is no difference, or where it depends on a race.</summary>
    public string? Reproduction { get; init; }

    /// <summary>How many commands were answered.</summary>
    public int CommandCount => Answers.Values.Sum();

    /// <summary>Throws where there is a difference.</summary>
    /// <exception cref="CheckFailedException">Says the difference, the seed and the reproduction.</exception>
    public void ThrowIfDifferent()
    {
        if (Difference is not null)
        {
            throw new CheckFailedException($"{Difference}\nSeed {Seed}.{(Reproduction is null ? string.Empty : "\n" + Reproduction)}");
        }
    }
}

/// <summary>Histories of commands made up from a seed, run against a ledger on any store, and held against the model.</summary>
public static class Workload
{
    /// <summary>The options of the ledgers that workloads run on: what a pasted reproduction needs.</summary>
    public static LedgerOptions CreateOptions(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return WorkloadWorld.CreateOptions(clock);
    }

    /// <summary>
    /// One command after another: after each the answer must be what the model says (and what was planned), the balances of everybody must be the model's, and
    /// all that <see cref="Simulation.RunAsync"/> checks after a step must hold; a refusal leaves no trace. Time passes, ledgers take turns and restart. A
    /// difference is shrunk to a short reproduction.
    /// </summary>
    public static async Task<WorkloadReport> RunAsync(Func<StoreUnderTest> create, WorkloadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        options ??= new WorkloadOptions();
        var seed = options.Seed ?? NewSeed();
        var answers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var steps = new List<Step>();
        string? difference;
        await using (var run = await WorkloadRun.OpenAsync(create(), options, seed))
        {
            var generator = new WorkloadGenerator(new SeededRandom(seed));
            difference = await run.GenerateAsync(generator, options.Length, steps, answers);
        }

        if (difference is null)
        {
            return new WorkloadReport { Seed = seed, Answers = answers };
        }

        var (small, message) = await WorkloadShrinker.ShrinkAsync(steps, difference, shorter => ReplayAsync(create, options, seed, shorter));
        return new WorkloadReport { Seed = seed, Answers = answers, Difference = message, Reproduction = StepText.Write(small) };
    }

    /// <summary>
    /// Many callers at once, round after round: there must be one order of all commands, the journal's, in which the model gives exactly the answers that
    /// the callers got, and in which no command comes before one that was answered before it was asked.
    /// </summary>
    public static async Task<WorkloadReport> RaceAsync(Func<StoreUnderTest> create, WorkloadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        options ??= new WorkloadOptions();
        var seed = options.Seed ?? NewSeed();
        await using var race = await WorkloadRace.OpenAsync(create(), options, seed);
        return await race.RunAsync();
    }

    private static async Task<string?> ReplayAsync(Func<StoreUnderTest> create, WorkloadOptions options, long seed, IReadOnlyList<Step> steps)
    {
        await using var run = await WorkloadRun.OpenAsync(create(), options, seed);
        return await run.ReplayAsync(steps);
    }

    internal static long NewSeed()
    {
        Span<byte> bytes = stackalloc byte[8];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(bytes) & 0x7fff_ffff;
    }
}
