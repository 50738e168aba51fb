using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>
/// What became of a command: posted (perhaps replayed), or refused. The default value is neither, and throws when asked for its receipt.
/// </summary>
/// <typeparam name="TReceipt">The receipt of the posted command.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct Outcome<TReceipt> : IEquatable<Outcome<TReceipt>>
    where TReceipt : Receipt
{
    private readonly TReceipt? _receipt;
    private readonly Refusal? _refusal;

    internal Outcome(TReceipt receipt, bool replayed)
    {
        _receipt = receipt;
        Replayed = replayed;
    }

    internal Outcome(Refusal refusal, bool replayed)
    {
        _refusal = refusal;
        Replayed = replayed;
    }

    /// <summary>Whether it is posted: now, or before under the same key.</summary>
    [MemberNotNullWhen(true, nameof(Receipt))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsPosted => _receipt is not null;

    /// <summary>Whether this is the answer of an earlier command under the same key.</summary>
    public bool Replayed { get; }

    /// <summary>The receipt; null when refused.</summary>
    public TReceipt? Receipt => _receipt;

    /// <summary>The refusal; null when posted.</summary>
    public Refusal? Refusal => _refusal;

    /// <summary>The receipt.</summary>
    /// <exception cref="WalletRefusedException">The command was refused.</exception>
    public TReceipt ValueOrThrow() =>
        _receipt ?? throw (_refusal is null
            ? new InvalidOperationException("This outcome is the default value: no command was run.")
            : new WalletRefusedException(_refusal));

    /// <summary>Whether both are the same answer.</summary>
    public static bool operator ==(Outcome<TReceipt> left, Outcome<TReceipt> right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Outcome<TReceipt> left, Outcome<TReceipt> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Outcome<TReceipt> other) =>
        Replayed == other.Replayed && Equals(_receipt, other._receipt) && Equals(_refusal, other._refusal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Outcome<TReceipt> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_receipt, _refusal, Replayed);

    /// <summary>For logs and debuggers: <c>Posted</c>, <c>Replayed</c> or the refusal.</summary>
    public override string ToString() =>
        _refusal is not null ? $"Refused {_refusal}" : Replayed ? $"Replayed {_receipt}" : $"Posted {_receipt}";

    internal Outcome<Receipt> AsReceipt() => _receipt is not null ? new(_receipt, Replayed) : new(_refusal!, Replayed);

    internal static Outcome<TReceipt> From(Outcome<Receipt> outcome) =>
        outcome.Receipt is { } receipt ? new((TReceipt)receipt, outcome.Replayed) : new(outcome.Refusal!, outcome.Replayed);
}
