using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using WalletCore.Storage;

namespace WalletCore.Testing.Conformance;

/// <summary>Facts as text, lists and records included, without what the port calls meaningless.</summary>
internal static class FactText
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static string Of(object? fact)
    {
        var text = new StringBuilder();
        Append(text, fact);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? fact)
    {
        switch (fact)
        {
            case null:
                text.Append("null");
                break;
            case string value:
                text.Append('"').Append(value).Append('"');
                break;
            case DateTimeOffset time:
                text.Append(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case TransactionRow { PostingCount: 0, FirstPosting: not 0 } row:
                AppendProperties(text, row with { FirstPosting = 0 });
                break;
            case BalanceRow row when row.EntryCount % WaypointRow.Interval == 0 && (row.BusinessDayMin, row.BusinessDayMax) != (0, 0):
                AppendProperties(text, row with { BusinessDayMin = 0, BusinessDayMax = 0 });
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Append(text, item);
                    text.Append(", ");
                }

                text.Append(']');
                break;
            case IFormattable value:
                text.Append(value.ToString(null, CultureInfo.InvariantCulture));
                break;
            case bool or LedgerId or ChainHash:
                text.Append(fact);
                break;
            default:
                AppendProperties(text, fact);
                break;
        }
    }

    private static void AppendProperties(StringBuilder text, object fact)
    {
        text.Append(fact.GetType().Name).Append(" { ");
        foreach (var property in Properties.GetOrAdd(fact.GetType(), static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)))
        {
            text.Append(property.Name).Append(" = ");
            Append(text, property.GetValue(fact));
            text.Append(", ");
        }

        text.Append('}');
    }
}
