using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace WalletCore.Tidy.Tests;

/// <summary>Parameter lists with modifiers and default values.</summary>
internal static class Parameters
{
    public static string Of(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        return (isExtension ? "this " : "") + Of(method.GetParameters());
    }

    public static string Of(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Of));

    public static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{TypeName.Of(type)}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Of(ParameterInfo parameter)
    {
        var spread = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false)
            || parameter.IsDefined(typeof(ParamCollectionAttribute), inherit: false) ? "params " : "";
        var fallback = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{spread}{Direction(parameter)}{TypeName.Of(parameter.ParameterType)} {parameter.Name}{fallback}";
    }

    private static string Direction(ParameterInfo parameter)
    {
        if (!parameter.ParameterType.IsByRef)
        {
            return "";
        }

        if (parameter.IsOut)
        {
            return "out ";
        }

        if (parameter.IsDefined(typeof(RequiresLocationAttribute), inherit: false))
        {
            return "ref readonly ";
        }

        return parameter.IsIn ? "in " : "ref ";
    }
}
