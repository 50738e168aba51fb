namespace WalletCore;

/// <summary>One thing that is wrong with the books.</summary>
/// <param name="Code">One of <see cref="VerificationCode"/>.</param>
/// <param name="Message">What is wrong, and where, by ordinals; for people, and free of owners, keys and amounts.</param>
/// <param name="Sequence">The transaction it was found at; null when it is about the state at the end.</param>
public sealed record VerificationFinding(string Code, string Message, long? Sequence)
{
    /// <inheritdoc/>
    public override string ToString() => Sequence is { } sequence ? $"{Code} at transaction {sequence}: {Message}" : $"{Code}: {Message}";
}
