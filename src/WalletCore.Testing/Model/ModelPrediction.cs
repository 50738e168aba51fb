namespace WalletCore.Testing;

/// <summary>What the model says that a ledger answers.</summary>
public sealed class ModelPrediction
{
    /// <summary>The word for a command that is not refused.</summary>
    public const string Posted = "posted";

    internal ModelPrediction(string code, bool replayed = false)
    {
        Code = code;
        Replayed = replayed;
    }

    /// <summary><see cref="Posted"/>, or the code of the refusal.</summary>
    public string Code { get; }

    /// <summary>Whether it is the first answer of its key again.</summary>
    public bool Replayed { get; }

    /// <summary>Whether it is not refused.</summary>
    public bool IsPosted => Code == Posted;

    internal ModelTransaction? Transaction { get; init; }

    internal ModelFreeze? Freeze { get; init; }

    internal ModelWallet? Wallet { get; init; }

    /// <summary>Whether that outcome is the one predicted: posted or the same code, replayed or not.</summary>
    public bool Matches(Outcome<Receipt> outcome) => Of(outcome) == ToString();

    /// <summary>An outcome in the words of <see cref="ToString"/>.</summary>
    public static string Of(Outcome<Receipt> outcome) => Text(outcome.IsPosted ? Posted : outcome.Refusal!.Code, outcome.Replayed);

    /// <summary>The code, with <c>replayed</c> before it where it is.</summary>
    public override string ToString() => Text(Code, Replayed);

    private static string Text(string code, bool replayed) => replayed ? "replayed " + code : code;
}
