using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WalletCore;

/// <summary>
/// The host's own key-value pairs: at most 32, keys of 1 to 100 characters, values of at most 1,000, 8,000 characters in all.
/// Immutable; equal when the pairs are equal. Kept as JSON with the keys in ordinal order.
/// </summary>
public sealed class Metadata : IReadOnlyDictionary<string, string>, IEquatable<Metadata>
{
    private readonly SortedList<string, string> _pairs = new(StringComparer.Ordinal);
    private readonly string _json;

    /// <summary>Creates metadata from pairs.</summary>
    /// <exception cref="ArgumentException">A key is repeated or malformed, or a limit is passed.</exception>
    public Metadata(params IEnumerable<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        foreach (var (key, value) in pairs)
        {
            Text.ThrowUnlessFits(key, Limits.MetadataKeyLengthMax, nameof(pairs));
            Text.ThrowUnlessFits(value, Limits.MetadataValueLengthMax, nameof(pairs), allowEmpty: true, allowLineBreaks: true);
            if (!_pairs.TryAdd(key, value))
            {
                throw new ArgumentException($"The metadata key '{key}' occurs twice.", nameof(pairs));
            }
        }

        if (_pairs.Count > Limits.MetadataPairsMax)
        {
            throw new ArgumentException($"Metadata has at most {Limits.MetadataPairsMax} pairs.", nameof(pairs));
        }

        _json = Write(_pairs);
        if (_json.Length > Limits.MetadataLengthMax)
        {
            throw new ArgumentException($"Metadata has at most {Limits.MetadataLengthMax} characters as JSON.", nameof(pairs));
        }
    }

    private Metadata(SortedList<string, string> pairs, string json)
    {
        _pairs = pairs;
        _json = json;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _pairs.Keys;

    /// <inheritdoc/>
    public IEnumerable<string> Values => _pairs.Values;

    /// <inheritdoc/>
    public int Count => _pairs.Count;

    /// <inheritdoc/>
    public string this[string key] => _pairs[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _pairs.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _pairs.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Metadata? other) => other is not null && _json == other._json;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Metadata);

    /// <inheritdoc/>
    public override int GetHashCode() => _json.GetHashCode(StringComparison.Ordinal);

    /// <summary>The pairs as a JSON object of strings, keys in ordinal order.</summary>
    public string ToJson() => _json;

    /// <inheritdoc/>
    public override string ToString() => _json;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    internal static Metadata? FromJson(string? json)
    {
        if (json is null)
        {
            return null;
        }

        var pairs = new SortedList<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            pairs.Add(property.Name, property.Value.GetString() ?? string.Empty);
        }

        return new Metadata(pairs, json);
    }

    private static string Write(SortedList<string, string> pairs)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in pairs)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
