using System.Text.Json;
using System.Text.Json.Serialization;

namespace WalletCore;

/// <summary>Reads and writes a typed id as its text form; anything else is a <see cref="JsonException"/>.</summary>
internal abstract class TypeIdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, ISpanParsable<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TId.TryParse(reader.GetString(), null, out var id)
            ? id
            : throw new JsonException("Not an id of the expected kind.");

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
