namespace WalletCore.Testing;

/// <summary>Runs a history on the model and on ledgers that take turns, step by step, and tells the first difference.</summary>
internal sealed class WorkloadRun : IAsyncDisposable
{
    private const int VerifiedEvery = 25;
    private const int TailLength = 20;

    private readonly StoreUnderTest _underTest;
    private readonly WorkloadLedgers _ledgers;
    private readonly ManualClock _clock = new(WorkloadWorld.Start) { WaitsPassAtOnce = true };
    private readonly ModelBooks _model;
    private readonly StepCommands _commands = new();
    private long _opened;

    private WorkloadRun(StoreUnderTest underTest, WorkloadOptions options)
    {
        _underTest = underTest;
        _ledgers = new WorkloadLedgers(underTest, options, _clock, () => ++_opened);
        _model = new ModelBooks(WorkloadWorld.CreateOptions(_clock), WorkloadWorld.ModelRules);
    }

    public static async Task<WorkloadRun> OpenAsync(StoreUnderTest underTest, WorkloadOptions options)
    {
        var run = new WorkloadRun(underTest, options);
        await run._ledgers.OpenAsync();
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

    /// <summary>Makes up a history until that much virtual time has passed, and verifies the books on the way.</summary>
    public async Task<string?> SimulateAsync(WorkloadGenerator generator, TimeSpan duration, List<Step> steps, IDictionary<string, int> answers)
    {
        var left = duration.TotalSeconds;
        var verified = 0;
        var queue = new Queue<IReadOnlyList<Step>>(generator.Setup().Select(step => (IReadOnlyList<Step>)[step]));
        while (left > 0)
        {
            var next = queue.TryDequeue(out var ahead) ? ahead : generator.Next(_model, _commands, await _ledgers.NowAsync());
            steps.AddRange(next);
            if ((await RunAsync(next, generator, answers) ?? await UnbalancedAsync()) is { } difference)
            {
                return difference;
            }

            left -= next[0].Verb == Verb.Tick ? Math.Max(0, next[0].Extra) : 0;
            if (steps.Count - verified < VerifiedEvery && next[0].Verb != Verb.Restart)
            {
                continue;
            }

            verified = steps.Count;
            if (await FinishAsync() is { } broken)
            {
                return broken.Replace("In the end", $"After step {next[0].Number}", StringComparison.Ordinal);
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
        await _ledgers.CloseAsync();
        await _underTest.DisposeAsync();
    }

    private async Task<string?> FinishAsync() => await LedgerInvariants.FindAsync(_ledgers[0]) is { } broken ? "In the end: " + broken : null;

    private async Task<string?> RunAsync(IReadOnlyList<Step> steps, WorkloadGenerator? generator, IDictionary<string, int>? answers)
    {
        var first = steps[0];
        switch (first.Verb)
        {
            case Verb.Tick:
                _clock.Move(TimeSpan.FromSeconds(first.Extra));
                return null;
            case Verb.Restart:
                await RestartAsync();
                return null;
            case Verb.Sweep:
                await LedgerOf(first).SweepExpiredAsync();
                return await DifferenceOfBalancesAsync() is { } wrong ? $"step {first.Number} (Sweep): {wrong}" : null;
        }

        var now = await _ledgers.NowAsync();
        var made = steps.Select(step => (Step: step, Command: _commands.Make(step, now))).Where(pair => pair.Command is not null).ToArray();
        if (made.Length == 0)
        {
            return null;
        }

        var commands = made.Select(pair => pair.Command!).ToArray();
        var mode = first.IsAtomic ? BatchMode.AllOrNothing : BatchMode.Independent;

        // Of the journal only the tail: the chain, which is verified, holds the rest.
        var tail = Math.Max(0, (await _ledgers[0].Reader.GetPositionAsync()).Sequence - TailLength);
        var before = await StoreFacts.DigestAsync(_underTest.Store, _ledgers[0].Id, tail);
        var mayRelease = WorkloadWorld.Wallets.Any(wallet => WorkloadWorld.Currencies.Any(currency => _model.MayBeUnreleased(wallet.Reference, currency, now)));
        if (first.Batch == 0 && await PreviewAsync(first, commands[0], now, before, tail) is { } seen)
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

        if (predicted.All(answer => !answer.IsPosted || answer.Replayed) && !mayRelease && await StoreFacts.DigestAsync(_underTest.Store, _ledgers[0].Id, tail) != before)
        {
            return $"step {first.Number} ({first.Verb}): {predicted[0]}, and yet it changed the books";
        }

        return await DifferenceOfBalancesAsync() is { } difference ? $"step {first.Number} ({first.Verb}, {predicted[0]}): {difference}" : null;
    }

    /// <summary>A preview says what the command will, and leaves no trace.</summary>
    private async Task<string?> PreviewAsync(Step step, Command command, DateTimeOffset now, string before, long tail)
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

        return await StoreFacts.DigestAsync(_underTest.Store, _ledgers[0].Id, tail) != before ? $"step {step.Number} ({step.Verb}): its preview changed the books" : null;
    }

    internal static async Task<Outcome<Receipt>> SendAsync(Ledger ledger, Command command) => (await ledger.ExecuteBatchAsync([command])).Outcomes[0];

    private static string Detail(Outcome<Receipt> outcome) => outcome.Refusal is { } refusal ? $" ({refusal.Message})" : string.Empty;

    private async Task<string?> DifferenceOfBalancesAsync()
    {
        var now = await _ledgers.NowAsync();
        return await WorkloadBalances.FindDifferenceAsync(_model, _ledgers[0], now);
    }

    private async Task<string?> UnbalancedAsync() =>
        (await _ledgers[0].Reader.GetTrialBalanceAsync()).IsBalanced ? null : "the trial balance does not balance";

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
