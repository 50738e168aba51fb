namespace WalletCore.Testing;

/// <summary>Rounds of many callers at once, on ledgers that stand on one store, and between the rounds time and restarts.</summary>
internal sealed class WorkloadRace : IAsyncDisposable
{
    private const int CommandsPerRound = 6;

    private readonly StoreUnderTest _underTest;
    private readonly WorkloadOptions _options;
    private readonly long _seed;
    private readonly SeededRandom _random;
    private readonly WorkloadGenerator _generator;
    private readonly ManualClock _clock = new(WorkloadWorld.Start) { WaitsPassAtOnce = true };
    private readonly ModelBooks _model;
    private readonly StepCommands _commands = new();
    private readonly WorkloadLedgers _ledgers;
    private readonly SortedDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private long _tick;

    private WorkloadRace(StoreUnderTest underTest, WorkloadOptions options, long seed)
    {
        _underTest = underTest;
        _options = options;
        _seed = seed;
        _random = new SeededRandom(seed);
        _generator = new WorkloadGenerator(new SeededRandom(_random.Split()));
        _ledgers = new WorkloadLedgers(underTest, options, _clock, _random.Split);
        _model = new ModelBooks(WorkloadWorld.CreateOptions(_clock), WorkloadWorld.ModelRules);
    }

    public static async Task<WorkloadRace> OpenAsync(StoreUnderTest underTest, WorkloadOptions options, long seed)
    {
        var race = new WorkloadRace(underTest, options, seed);
        await race._ledgers.OpenAsync();
        return race;
    }

    public async Task<WorkloadReport> RunAsync()
    {
        var setup = _generator.Setup().Select(step => (IReadOnlyList<Step>)[step]).ToArray();
        var difference = await RoundAsync([setup.SelectMany(steps => steps).ToArray()]);
        while (difference is null && _answers.Values.Sum() < _options.Length)
        {
            difference = await PassTimeAsync() ?? await RoundAsync(await PlanAsync());
        }

        difference ??= await LedgerInvariants.FindAsync(_ledgers[0]);
        return new WorkloadReport { Seed = _seed, Answers = _answers, Difference = difference };
    }

    public async ValueTask DisposeAsync()
    {
        await _ledgers.CloseAsync();
        await _underTest.DisposeAsync();
    }

    private async Task<string?> PassTimeAsync()
    {
        if (_random.Percent(40))
        {
            _clock.Move(TimeSpan.FromSeconds(_random.Of(1, 30, 600, 40_000)));
        }

        if (_random.Percent(15))
        {
            await _ledgers.CloseAsync();
            if (_underTest.Capabilities.HasFlag(StoreCapabilities.Durable))
            {
                await _underTest.ReopenAsync();
            }

            await _ledgers.OpenAsync();
        }

        return null;
    }

    /// <summary>What each caller sends in this round, one after another. Everything may race, so nothing is planned of the answers.</summary>
    private async Task<Step[][]> PlanAsync()
    {
        var now = await _ledgers.NowAsync();
        var plans = new Step[_options.Callers][];
        for (var caller = 0; caller < plans.Length; caller++)
        {
            plans[caller] =
            [
                .. Enumerable.Range(0, CommandsPerRound)
                    .SelectMany(_ => _generator.Next(_model, _commands, now, withTime: false))
                    .Select(step => step with { Batch = 0, IsAtomic = false }),
            ];
        }

        // Callers that share a key: the same command, and another one.
        for (var caller = 1; caller < plans.Length; caller++)
        {
            if (_random.Percent(30) && plans[caller - 1].FirstOrDefault(step => step.Key is not null) is { } keyed)
            {
                plans[caller] = [keyed with { Amount = _random.Percent(70) ? keyed.Amount : (keyed.Amount ?? 1) + 1, Number = keyed.Number + (1_000_000 * caller) }, .. plans[caller]];
            }
        }

        return plans;
    }

    private async Task<string?> RoundAsync(Step[][] plans)
    {
        var now = await _ledgers.NowAsync();
        var calls = new List<RaceCall>();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = plans.Select((plan, caller) => Task.Run(async () =>
        {
            await start.Task;
            foreach (var step in plan)
            {
                if (_commands.Make(step, now) is not { } command)
                {
                    continue;
                }

                var ledger = _ledgers[(caller + step.Number) % _ledgers.Count];
                var asked = Interlocked.Increment(ref _tick);
                var outcome = await WorkloadRun.SendAsync(ledger, command);
                var call = new RaceCall(step, command, caller, asked, Interlocked.Increment(ref _tick), outcome);
                if (outcome.Receipt is { } receipt)
                {
                    _commands.Remember(step, receipt);
                }

                lock (calls)
                {
                    calls.Add(call);
                }
            }
        })).ToArray();
        start.SetResult();
        await Conformance.Check.Soon(Task.WhenAll(callers));
        foreach (var call in calls)
        {
            _answers[call.Answer] = _answers.GetValueOrDefault(call.Answer) + 1;
        }

        return RaceOrder.FindContradiction(_model, _generator, calls, now)
            ?? await WorkloadBalances.FindDifferenceAsync(_model, _ledgers[0], await _ledgers.NowAsync());
    }
}
