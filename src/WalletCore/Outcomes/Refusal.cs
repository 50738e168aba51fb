namespace WalletCore;

/// <summary>Why a command was refused. A value, not an exception: nothing was changed.</summary>
public sealed record Refusal
{
    /// <summary>Creates a refusal.</summary>
    public Refusal(string code, string message)
    {
        Code = code;
        Message = message;
    }

    /// <summary>The stable code, one of <see cref="RefusalCode"/>.</summary>
    public string Code { get; init; }

    /// <summary>A sentence for developers and operators, without secrets. Not for end users, and not stable.</summary>
    public string Message { get; init; }

    /// <summary>Whether the same command may succeed later without being altered, for example after a deposit.</summary>
    public bool CanRetry { get; init; }

    /// <summary>Which field, party or wallet it is about; null when that is plain.</summary>
    public string? Subject { get; init; }

    /// <summary>What was asked for.</summary>
    public Money? Requested { get; init; }

    /// <summary>What is available, without the credit limit.</summary>
    public Money? Available { get; init; }

    /// <summary>By how much it falls short.</summary>
    public Money? Shortfall { get; init; }

    /// <summary>What is frozen.</summary>
    public Money? Frozen { get; init; }

    /// <summary>The credit limit.</summary>
    public Money? CreditLimit { get; init; }

    /// <summary>The limit that would be passed: a maximum balance, a daily amount, a minimum.</summary>
    public Money? Limit { get; init; }

    /// <summary>The amount of the original.</summary>
    public Money? Original { get; init; }

    /// <summary>What of the original was refunded already.</summary>
    public Money? Refunded { get; init; }

    /// <summary>What remains: refundable, or under the freeze record.</summary>
    public Money? Remaining { get; init; }

    /// <summary>The status of the freeze record.</summary>
    public FreezeStatus? FreezeStatus { get; init; }

    /// <summary>
    /// The fields that differ from the first command under the key; <c>Operation</c> alone where it was another operation, whose fields do not compare, and
    /// <c>command</c> where it cannot be told which.
    /// </summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>The index, from zero, of the command that undid an all-or-nothing batch.</summary>
    public int? BatchIndex { get; init; }

    /// <summary>The code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
