using System.Text.Json;
using System.Text.Json.Serialization;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>
/// The after-images of what a transaction changed beside balances, as the journal keeps them. With these the journal alone rebuilds a
/// ledger, and a replayed answer shows the wallet or the freeze record as it stood.
/// </summary>
internal sealed record StateChanges
{
    public WalletFacts? Wallet { get; init; }

    public FreezeRow? Freeze { get; init; }

    public bool AlreadyOpen { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JournalJson.Default.StateChanges);

    public static StateChanges? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize(json, JournalJson.Default.StateChanges);
}

/// <summary>The JSON of the journal: source-generated, so that it survives trimming.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(StateChanges))]
[JsonSerializable(typeof(RefusalText))]
internal sealed partial class JournalJson : JsonSerializerContext;
