using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace WalletCore.Testing;

/// <summary>All that a command says, its key aside, as text: two commands under one key are the same if their texts are.</summary>
internal static class ModelText
{
    public static string Of(Command command)
    {
        var text = new StringBuilder(command.GetType().Name);
        foreach (var property in command.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (property.Name != nameof(Command.Key))
            {
                text.Append(CultureInfo.InvariantCulture, $"|{property.Name}=");
                Append(text, property.GetValue(command));
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        if (value is IDictionary map)
        {
            foreach (var name in map.Keys.Cast<string>().Order(StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}:{map[name]};");
            }
        }
        else
        {
            text.Append(value is null ? "(none)" : string.Create(CultureInfo.InvariantCulture, $"'{value}'"));
        }
    }
}
