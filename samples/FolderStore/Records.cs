using System.Text.Json;
using System.Text.Json.Serialization;
using WalletCore;
using WalletCore.Storage;

namespace FolderStore;

/// <summary>One record of the journal: a ledger that was registered, or a commit of one.</summary>
/// <param name="Registered">The ledger.</param>
/// <param name="Ledger">Whose commit.</param>
/// <param name="Changes">The commit.</param>
internal sealed record Record(LedgerRow? Registered, LedgerId Ledger, ChangeSet? Changes)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new ChainHashConverter() },
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static Record Parse(byte[] bytes) =>
        JsonSerializer.Deserialize<Record>(bytes, Json) ?? throw new InvalidDataException("An empty record.");

    private sealed class ChainHashConverter : JsonConverter<ChainHash>
    {
        public override ChainHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, ChainHash value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.ToArray());
    }
}
