using System.Text.Json;
using System.Text.Json.Serialization;
using WalletCore;
using WalletCore.Storage;

namespace FolderStore;

/// <summary>One record of the journal: a ledger that was registered, published or discarded, or a commit of one.</summary>
/// <param name="Ledger">Whose record.</param>
internal sealed record Record(LedgerId Ledger)
{
    /// <summary>The ledger that was registered.</summary>
    public LedgerRow? Registered { get; init; }

    /// <summary>The commit.</summary>
    public ChangeSet? Changes { get; init; }

    /// <summary>The name under which the ledger was published, where it stood then.</summary>
    public string? PublishedAs { get; init; }

    /// <summary>Whether the ledger was discarded.</summary>
    public bool IsDiscarded { get; init; }

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
