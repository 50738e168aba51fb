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
    private const string CannotBeRead = "What a transaction says it changed cannot be read.";

    public WalletFacts? Wallet { get; init; }

    public FreezeRow? Freeze { get; init; }

    public bool AlreadyOpen { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JournalJson.Default.StateChanges);

    /// <summary>What <see cref="ToJson"/> wrote; null for null.</summary>
    /// <exception cref="LedgerIntegrityException">It is not that: somebody else has written there, or the storage is damaged.</exception>
    public static StateChanges? FromJson(string? json)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            var changes = JsonSerializer.Deserialize(json, JournalJson.Default.StateChanges);
            return changes is not null && changes.IsWhole() ? changes : throw new LedgerIntegrityException(CannotBeRead);
        }
        catch (Exception cause) when (cause is JsonException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new LedgerIntegrityException(CannotBeRead, cause);
        }
    }

    // The serializer checks every member that is required or cannot be null, but neither the elements of a list nor what a struct is made of.
    private bool IsWhole() => Wallet is null
        || (Wallet.Wallet is not null && Wallet.Accounts is not null
            && Wallet.Wallet.Restrictions.All(restriction => restriction is not null)
            && Wallet.Accounts.All(account => account.Account is not null));
}

/// <summary>The JSON of the journal: source-generated, so that it survives trimming.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StateChanges))]
[JsonSerializable(typeof(RefusalText))]
internal sealed partial class JournalJson : JsonSerializerContext;
