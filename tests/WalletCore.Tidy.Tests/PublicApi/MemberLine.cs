using System.Reflection;
using System.Runtime.CompilerServices;

namespace WalletCore.Tidy.Tests;

/// <summary>A visible member as one line.</summary>
internal static class MemberLine
{
    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)} {Simple(constructor.DeclaringType!)}({Parameters.Of(constructor)})",
        MethodInfo method => Method(method),
        PropertyInfo property => Property(property),
        FieldInfo field => Field(field),
        EventInfo added => $"{Access(added.AddMethod!)}{Modifiers(added.AddMethod!)} event {TypeName.Of(added.EventHandlerType!)} {added.Name}",
        _ => member.ToString() ?? member.Name,
    };

    private static string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        var byRef = method.ReturnType.IsByRef ? "ref " : "";
        return $"{Access(method)}{Modifiers(method)} {byRef}{TypeName.Of(method.ReturnType)} {method.Name}{generics}({Parameters.Of(method)})"
            + TypeHeader.Constraints(method.GetGenericArguments());
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(PublicApi.IsVisible).ToList();
        var first = accessors[0];
        var required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? " required" : "";
        var index = property.GetIndexParameters() is { Length: > 0 } ? $"[{Parameters.Of(property.GetIndexParameters())}]" : "";
        var list = string.Concat(accessors.Select(accessor => AccessorName(accessor) + "; "));
        return $"{Access(first)}{Modifiers(first)}{required} {TypeName.Of(property.PropertyType)} {property.Name}{index} {{ {list}}}";
    }

    private static string AccessorName(MethodInfo accessor)
    {
        if (!accessor.Name.Contains("set_", StringComparison.Ordinal))
        {
            return "get";
        }

        var isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return (accessor.IsPublic ? "" : "protected ") + (isInit ? "init" : "set");
    }

    private static string Field(FieldInfo field)
    {
        var access = field.IsPublic ? "public" : "protected";
        if (field.IsLiteral)
        {
            return $"{access} const {TypeName.Of(field.FieldType)} {field.Name} = {Parameters.Literal(field.GetRawConstantValue(), field.FieldType)}";
        }

        return $"{access}{(field.IsStatic ? " static" : "")}{(field.IsInitOnly ? " readonly" : "")} {TypeName.Of(field.FieldType)} {field.Name}";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return method.IsAbstract ? " static abstract" : " static";
        }

        if (method.DeclaringType!.IsInterface)
        {
            return method.IsAbstract ? "" : " virtual";
        }

        if (method.GetBaseDefinition() != method)
        {
            return method.IsFinal ? " sealed override" : " override";
        }

        return method switch
        {
            { IsAbstract: true } => " abstract",
            { IsVirtual: true, IsFinal: false } => " virtual",
            _ => "",
        };
    }

    private static string Simple(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }
}
