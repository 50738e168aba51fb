namespace WalletCore.Tidy.Tests;

/// <summary>Types as C# writes them.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(char)] = "char", [typeof(decimal)] = "decimal", [typeof(double)] = "double", [typeof(float)] = "float",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return type.IsGenericParameter ? type.Name : Qualified(type);
    }

    /// <summary>The name inside its namespace: enclosing types with dots, generic arguments in angle brackets.</summary>
    public static string Qualified(Type type)
    {
        var arguments = type.GetGenericArguments();
        var chain = new List<Type>();
        for (Type? current = type; current is not null; current = current.DeclaringType)
        {
            chain.Insert(0, current);
        }

        var parts = new List<string>();
        var taken = 0;
        foreach (var part in chain)
        {
            var tick = part.Name.IndexOf('`', StringComparison.Ordinal);
            var own = part.GetGenericArguments().Length - taken;
            parts.Add(tick < 0 || own <= 0
                ? part.Name
                : $"{part.Name[..tick]}<{string.Join(", ", arguments.Skip(taken).Take(own).Select(Of))}>");
            taken += Math.Max(0, own);
        }

        return string.Join('.', parts);
    }
}
