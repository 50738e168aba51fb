using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace WalletCore;

/// <summary>The id of a transaction: one atomic, balanced journal entry of a ledger.</summary>
/// <remarks>
/// A version 7 UUID printed as <c>txn_</c> and 26 characters of base 32. The default value is no id: it prints as zeros and names nothing.
/// Immutable and thread safe.
/// </remarks>
[JsonConverter(typeof(TransactionIdJsonConverter))]
public readonly record struct TransactionId : ISpanParsable<TransactionId>
{
    internal const string Prefix = "txn";

    internal TransactionId(UInt128 value) => Value = value;

    /// <summary>The 128 bits of the id, most significant first, in the byte order of RFC 9562.</summary>
    public UInt128 Value { get; }

    /// <summary>Whether this is the default value, which names nothing.</summary>
    public bool IsDefault => Value == UInt128.Zero;

    /// <summary>The text form, for example <c>txn_01h455vb4pex5vsknk084sn02q</c>.</summary>
    public override string ToString() => TypeId.Format(Prefix, Value);

    /// <summary>Parses the text form strictly.</summary>
    /// <exception cref="FormatException">The text is not an id of this kind.</exception>
    public static TransactionId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static TransactionId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null)
    {
        if (!TryParse(s, provider, out var id))
        {
            TypeId.ThrowMalformed(Prefix);
        }

        return id;
    }

    /// <summary>Parses the text form strictly; answers false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TransactionId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out TransactionId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out TransactionId result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out TransactionId)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TransactionId result)
    {
        var parsed = TypeId.TryParse(Prefix, s, out var value);
        result = new TransactionId(value);
        return parsed;
    }
}

/// <summary>Reads and writes <see cref="TransactionId"/> as its text form.</summary>
internal sealed class TransactionIdJsonConverter : TypeIdJsonConverter<TransactionId>;
