namespace WalletCore.Testing;

/// <summary>
/// One step of a history in numbers and names, so that it shrinks and prints. What an earlier step made is named by that step's number, which
/// it keeps when others are taken out.
/// </summary>
/// <param name="Number">Its number, unique in the history.</param>
/// <param name="Verb">What it does.</param>
/// <param name="A">The wallet's index; for what concerns a freeze record, a transaction or a key: the number of the step that made it.</param>
/// <param name="B">The other wallet's index, or -1 for the outside; the reason; the mode.</param>
/// <param name="Amount">In minor units; null: all that there is.</param>
/// <param name="Currency">The currency of the amount, or of the account.</param>
/// <param name="Extra">Seconds (a pause, an expiry from now on), the sides, 1 for yes.</param>
internal sealed record Step(int Number, Verb Verb, int A = 0, int B = 0, long? Amount = null, string Currency = "EUR", int Extra = 0)
{
    public string? Key { get; init; }

    public bool IsManager { get; init; }

    /// <summary>The business date in days from the start of the history.</summary>
    public int? Day { get; init; }

    /// <summary>The batch it is part of; zero: none. Steps of one batch follow each other.</summary>
    public int Batch { get; init; }

    /// <summary>Whether its batch is all or nothing.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>What must come of it, where the generator knows: "posted", "replayed posted", the code of a refusal; null: it depends.</summary>
    public string? Planned { get; init; }
}
