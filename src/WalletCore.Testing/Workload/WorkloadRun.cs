namespace WalletCore.Testing;

/// <summary>Runs a history on the model and on ledgers that take turns, step by step, and tells the first difference.</summary>
internal sealed class WorkloadRun : IAsyncDisposable
{
    /// <summary>After so many in a hundred steps of a simulation everything is worked out again from the beginning.</summary>
    private const int FromTheBeginningPercent = 4;

    private readonly StoreUnderTest _underTest;
    private readonly WorkloadLedgers _ledgers;
    private readonly ManualClock _clock = new(WorkloadWorld.Start) { WaitsPassAtOnce = true };
    private readonly ModelBooks _model;
    private readonly StepCommands _commands = new();
    private readonly SeededRandom _moments;
    private readonly StepInvariants _invariants;
    private long _opened;

    private WorkloadRun(StoreUnderTest underTest, WorkloadOptions options, long seed)
    {
        _underTest = underTest;
        _ledgers = new WorkloadLedgers(underTest, options, _clock, () => ++_opened);
        _model = new ModelBooks(WorkloadWorld.CreateOptions(_clock), WorkloadWorld.ModelRules);
        _moments = new SeededRandom(seed);
        _invariants = new StepInvariants(_moments);
    }

    /// <param name="underTest">The store; disposed of with the run.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="seed">Decides what is looked at again, and when.</param>
    public static async Task<WorkloadRun> OpenAsync(StoreUnderTest underTest, WorkloadOptions options, long seed)
    {
        var run = new WorkloadRun(underTest, options, seed);
        await run._ledgers.OpenAsync();
        if (await run._invariants.FindAsync(underTest.Store, run._ledgers[0], StepEffects.None) is { } broken)
        {
            throw new CheckFailedException("Before the first step: " + broken);
        }

        return run;
    }

    /// <summary>Makes up a history and runs it; null when ledger, model and plan agree to the end.</summary>
    public async Task<string?> GenerateAsync(WorkloadGenerator generator, int length, List<Step> steps, IDictionary<string, int> answers)
    {
        var ahead = generator.Setup();
        foreach (var step in ahead)
        {
            steps.Add(step);
            if (await RunAsync([step], generator, answers) is { } wrong)
            {
                return wrong;
            }
        }

        while (steps.Count < length)
        {
            var next = generator.Next(_model, _commands, await _ledgers.NowAsync());
            steps.AddRange(next);
            if (await RunAsync(next, generator, answers) is { } difference)
            {
                return difference;
            }
        }

        return await FinishAsync();
    }

    /// <summary>Makes up a history until that much virtual time has passed, and now and then looks at everything from the beginning.</summary>
    public async Task<string?> SimulateAsync(WorkloadGenerator generator, TimeSpan duration, List<Step> steps, IDictionary<string, int> answers)
    {
        var left = duration.TotalSeconds;
        var queue = new Queue<IReadOnlyList<Step>>(generator.Setup().Select(step => (IReadOnlyList<Step>)[step]));
        while (left > 0)
        {
            var next = queue.TryDequeue(out var ahead) ? ahead : generator.Next(_model, _commands, await _ledgers.NowAsync());
            steps.AddRange(next);
            if (await RunAsync(next, generator, answers) is { } difference)
            {
                return difference;
            }

            left -= next[0].Verb == Verb.Tick ? Math.Max(0, next[0].Extra) : 0;
            if (_moments.Percent(FromTheBeginningPercent) && await FromTheBeginningAsync($"After step {next[0].Number}") is { } broken)
            {
                return broken;
            }
        }

        return await FinishAsync();
    }

    /// <summary>How many faults struck, over all restarts.</summary>
    public int FaultCount => _ledgers.FaultCount;

    /// <summary>Runs a given history; null when ledger and model agree to the end.</summary>
    public async Task<string?> ReplayAsync(IReadOnlyList<Step> steps)
    {
        for (var i = 0; i < steps.Count;)
        {
            var together = steps[i].Batch == 0 ? [steps[i]] : steps.Skip(i).TakeWhile(step => step.Batch == steps[i].Batch).ToArray();
            i += together.Length;
            if (await RunAsync(together, generator: null, answers: null) is { } difference)
            {
                return difference;
            }
        }

        return await FinishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _invariants.Dispose();
        await _ledgers.CloseAsync();
        await _underTest.DisposeAsync();
    }

    private Task<string?> FinishAsync() => FromTheBeginningAsync("In the end");

    private async Task<string?> FromTheBeginningAsync(string when) =>
        await _invariants.FindFromTheBeginningAsync(_underTest.Store, _ledgers[0]) is { } broken ? $"{when}: {broken}" : null;

    private async Task<string?> RunAsync(IReadOnlyList<Step> steps, WorkloadGenerator? generator, IDictionary<string, int>? answers)
    {
        var first = steps[0];
        switch (first.Verb)
        {
            case Verb.Tick:
                _clock.Move(TimeSpan.FromSeconds(first.Extra));
                return await DifferenceAsync(first, StepEffects.None);
            case Verb.Restart:
                await RestartAsync();
                return await DifferenceAsync(first, StepEffects.None) ?? await FromTheBeginningAsync($"step {first.Number} (Restart)");
            case Verb.Sweep:
                await LedgerOf(first).SweepExpiredAsync();
                return await DifferenceAsync(first, StepEffects.Releases);
        }

        var now = await _ledgers.NowAsync();
        var made = steps.Select(step => (Step: step, Command: _commands.Make(step, now))).Where(pair => pair.Command is not null).ToArray();
        if (made.Length == 0)
        {
            return null;
        }

        var commands = made.Select(pair => pair.Command!).ToArray();
        var mode = first.IsAtomic ? BatchMode.AllOrNothing : BatchMode.Independent;
        var mayRelease = WorkloadWorld.Wallets.Any(wallet => WorkloadWorld.Currencies.Any(currency => _model.MayBeUnreleased(wallet.Reference, currency, now)));
        if (first.Batch == 0 && await PreviewAsync(first, commands[0], now) is { } seen)
        {
            return seen;
        }

        var predicted = _model.ExecuteBatch(commands, mode, now);
        var outcomes = first.Batch == 0 ? [await SendAsync(LedgerOf(first), commands[0])] : (await LedgerOf(first).ExecuteBatchAsync(commands, mode)).Outcomes;
        for (var i = 0; i < outcomes.Count; i++)
        {
            var (step, _) = made[i];
            var answer = ModelPrediction.Of(outcomes[i]);
            if (answers is not null)
            {
                answers[answer] = (answers.TryGetValue(answer, out var count) ? count : 0) + 1;
            }

            if (answer != predicted[i].ToString())
            {
                return $"step {step.Number} ({step.Verb}): the ledger answered {answer}, the model {predicted[i]}{Detail(outcomes[i])}";
            }

            if (generator is not null && step.Planned is { } planned && planned != answer)
            {
                return $"step {step.Number} ({step.Verb}): the ledger answered {answer}, planned was {planned}";
            }

            if (outcomes[i].Receipt is { } receipt)
            {
                if (!predicted[i].Replayed)
                {
                    _model.Bind(predicted[i], receipt);
                }

                _commands.Remember(step, receipt);
            }

            generator?.Learn(step, predicted[i]);
        }

        var effects = new StepEffects(
            [.. outcomes.Select(outcome => outcome.Receipt?.Sequence ?? 0)],
            mayRelease,
            [.. predicted.Zip(commands).Where(pair => !pair.First.IsPosted && !pair.First.Replayed).Select(pair => pair.Second.Key).OfType<string>()],
            [.. commands.Select(command => command.Key).OfType<string>()]);
        return await DifferenceAsync(first, effects, $", {predicted[0]}");
    }

    /// <summary>A preview says what the command will, and leaves no trace.</summary>
    private async Task<string?> PreviewAsync(Step step, Command command, DateTimeOffset now)
    {
        if (step.Number % 3 != 0 || command is not Command<Receipt> previewed)
        {
            return null;
        }

        var preview = await LedgerOf(step).PreviewAsync(previewed);
        var expected = _model.Preview(command, now);
        if (!expected.Matches(preview.Outcome))
        {
            return $"step {step.Number} ({step.Verb}): previewed as {ModelPrediction.Of(preview.Outcome)}, the model says {expected}";
        }

        return await _invariants.FindAsync(_underTest.Store, _ledgers[0], StepEffects.None) is { } broken ? $"step {step.Number} ({step.Verb}, previewed): {broken}" : null;
    }

    internal static async Task<Outcome<Receipt>> SendAsync(Ledger ledger, Command command) => (await ledger.ExecuteBatchAsync([command])).Outcomes[0];

    private static string Detail(Outcome<Receipt> outcome) => outcome.Refusal is { } refusal ? $" ({refusal.Message})" : string.Empty;

    /// <summary>What everybody has, against the model, and every invariant.</summary>
    private async Task<string?> DifferenceAsync(Step step, StepEffects effects, string answer = "")
    {
        var difference = await WorkloadBalances.FindDifferenceAsync(_model, _ledgers[0], await _ledgers.NowAsync())
            ?? await _invariants.FindAsync(_underTest.Store, _ledgers[0], effects);
        return difference is null ? null : $"step {step.Number} ({step.Verb}{answer}): {difference}";
    }

    private Ledger LedgerOf(Step step) => _ledgers[step.Number % _ledgers.Count];

    private async Task RestartAsync()
    {
        await _ledgers.CloseAsync();
        if (_underTest.Capabilities.HasFlag(StoreCapabilities.Crashes))
        {
            await _underTest.CrashAsync();
        }
        else if (_underTest.Capabilities.HasFlag(StoreCapabilities.Durable))
        {
            await _underTest.ReopenAsync();
        }

        await _ledgers.OpenAsync();
    }
}
