using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WalletCore.SqlStores;

/// <summary>A wallet's restrictions as a JSON array; null when there are none, which is what the filter asks for.</summary>
internal static class RestrictionsText
{
    public static string? Write(IReadOnlyList<WalletRestriction> restrictions)
    {
        if (restrictions.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var restriction in restrictions)
            {
                json.WriteStartObject();
                json.WriteString("reason", restriction.Reason);
                json.WriteNumber("sides", (int)restriction.Sides);
                json.WriteString("since", restriction.Since.ToString("O", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyList<WalletRestriction> Read(string? stored)
    {
        if (stored is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(stored);
        var restrictions = new List<WalletRestriction>(json.RootElement.GetArrayLength());
        foreach (var restriction in json.RootElement.EnumerateArray())
        {
            restrictions.Add(new WalletRestriction(
                restriction.GetProperty("reason").GetString()!,
                (RestrictedSides)restriction.GetProperty("sides").GetInt32(),
                DateTimeOffset.Parse(
                    restriction.GetProperty("since").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)));
        }

        return restrictions;
    }
}
