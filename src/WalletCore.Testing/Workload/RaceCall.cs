namespace WalletCore.Testing;

/// <summary>A command that a caller sent while others did, and what came of it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Command">Its command.</param>
/// <param name="Caller">Who sent it.</param>
/// <param name="Asked">When it was sent, on a counter that all callers share.</param>
/// <param name="Answered">When its answer had come.</param>
/// <param name="Outcome">The answer.</param>
internal sealed record RaceCall(Step Step, Command Command, int Caller, long Asked, long Answered, Outcome<Receipt> Outcome)
{
    public string Answer { get; } = ModelPrediction.Of(Outcome);

    /// <summary>Its place in the journal; null where it posted nothing itself.</summary>
    public long? Sequence { get; } = Outcome is { IsPosted: true, Replayed: false, Receipt.Sequence: > 0 } ? Outcome.Receipt!.Sequence : null;

    public override string ToString() => $"caller {Caller}, {Step.Verb} (step {Step.Number}), asked at {Asked}, answered {Answer} at {Answered}";
}
