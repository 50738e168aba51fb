using System.Reflection;

namespace WalletCore.Tidy.Tests;

public class SignatureTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_floating_point_near_money() =>
        Violations.None(
            "A public signature carries no floating-point number:",
            Packages.All.SelectMany(package => FloatingPoint(package.Assembly.GetExportedTypes())).Except(TidyRules.FloatingPointAllowed));

    [Fact]
    public void Floating_point_in_a_signature_is_found() =>
        Assert.Equal(
            ["Planted.Amount", "Planted.Nested", "Planted.Ratio", "Planted.get_Ratio"],
            FloatingPoint([typeof(Planted)]).Order(StringComparer.Ordinal));

    internal static IEnumerable<string> FloatingPoint(IEnumerable<Type> types) =>
        from type in types
        from member in type.GetMembers(Declared)
        where PublicApi.IsVisible(member) && Mentioned(member).Any(IsFloatingPoint)
        select $"{type.Name}.{member.Name}";

    private static IEnumerable<Type> Mentioned(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static bool IsFloatingPoint(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.HasElementType && IsFloatingPoint(type.GetElementType()!))
        || type.GetGenericArguments().Any(IsFloatingPoint);

    internal sealed class Planted
    {
        public static double Ratio => 0.5;

        public static string Label => "";

        public static void Amount(float amount) => _ = amount;

        public static IReadOnlyList<double?> Nested() => [];

        private static double Hidden() => 0;
    }
}
