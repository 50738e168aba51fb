using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace WalletCore.Tidy.Tests;

/// <summary>Prints the public surface of an assembly, sorted, one member a line, without nullability of references.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var printed = Print(assembly.GetExportedTypes());
        return printed.Length == 0 ? $"// {assembly.GetName().Name} has no public types" : printed;
    }

    public static string Print(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var space in types.Where(IsShown).GroupBy(type => type.Namespace ?? "").OrderBy(space => space.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append('\n');
            foreach (var (header, type) in space.Select(type => (TypeHeader.Of(type), type)).OrderBy(pair => TypeName.Qualified(pair.type), StringComparer.Ordinal))
            {
                text.Append("\n  ").Append(header).Append('\n');
                foreach (var line in Members(type))
                {
                    text.Append("    ").Append(line).Append('\n');
                }
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A member that code outside the assembly can use: public, or protected.</summary>
    public static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo added => added.AddMethod is { } add && IsVisible(add),
        _ => false,
    };

    private static bool IsShown(Type type) => !type.Name.Contains('<', StringComparison.Ordinal);

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => Convert.ToDecimal(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture))
                .ThenBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [];
        }

        return type.GetMembers(Declared)
            .Where(IsVisible)
            .Where(member => !member.Name.Contains('<', StringComparison.Ordinal))
            .Where(member => member is not MethodInfo { IsSpecialName: true } accessor || accessor.Name.StartsWith("op_", StringComparison.Ordinal))
            .Where(member => !(type.IsSealed && member is MethodBase { IsFamily: true }))
            .Select(MemberLine.Of)
            .Distinct()
            .Order(StringComparer.Ordinal);
    }
}
