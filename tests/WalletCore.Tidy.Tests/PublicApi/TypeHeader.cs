using System.Reflection;
using System.Runtime.CompilerServices;

namespace WalletCore.Tidy.Tests;

/// <summary>The line that declares a type: modifiers, kind, name, base, interfaces, constraints.</summary>
internal static class TypeHeader
{
    public static string Of(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type) && type.GetMethod("Invoke") is { } invoke)
        {
            return $"public delegate {TypeName.Of(invoke.ReturnType)} {TypeName.Qualified(type)}({Parameters.Of(invoke)})";
        }

        var supertypes = Supertypes(type).ToList();
        var inherits = supertypes.Count == 0 ? "" : " : " + string.Join(", ", supertypes);
        return $"public {Kind(type)} {TypeName.Qualified(type)}{inherits}{Constraints(type.GetGenericArguments())}";
    }

    public static string Constraints(IEnumerable<Type> parameters) =>
        string.Concat(
            from parameter in parameters
            where parameter.IsGenericParameter
            let limits = Limits(parameter).ToList()
            where limits.Count > 0
            select $" where {parameter.Name} : {string.Join(", ", limits)}");

    private static string Kind(Type type)
    {
        if (type.IsEnum)
        {
            return type.IsDefined(typeof(FlagsAttribute), inherit: false) ? "flags enum" : "enum";
        }

        if (type.IsInterface)
        {
            return "interface";
        }

        var record = IsRecord(type) ? "record " : "";
        if (type.IsValueType)
        {
            var frozen = type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly " : "";
            var stack = type.IsByRefLike ? "ref " : "";
            return $"{frozen}{stack}{record}struct";
        }

        var open = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        };
        return open + (record.Length > 0 ? "record" : "class");
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static IEnumerable<string> Supertypes(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? [] : [TypeName.Of(Enum.GetUnderlyingType(type))];
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var interfaces = type.GetInterfaces()
            .Except(inherited)
            .Where(candidate => candidate.IsVisible)
            .Select(TypeName.Of)
            .Order(StringComparer.Ordinal);
        var parent = type.BaseType;
        return parent is null || parent == typeof(object) || parent == typeof(ValueType)
            ? interfaces
            : interfaces.Prepend(TypeName.Of(parent));
    }

    private static IEnumerable<string> Limits(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (isStruct)
        {
            yield return "struct";
        }

        foreach (var limit in parameter.GetGenericParameterConstraints().Where(limit => limit != typeof(ValueType)).Select(TypeName.Of).Order(StringComparer.Ordinal))
        {
            yield return limit;
        }

        if (!isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            yield return "new()";
        }
    }
}
