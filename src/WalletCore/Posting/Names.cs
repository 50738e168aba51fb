using System.Buffers;

namespace WalletCore;

/// <summary>The form of the names that hosts give: of system accounts, posting rules, parties and inputs.</summary>
internal static class Names
{
    public const int LengthMax = 100;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.:");

    public static void ThrowUnlessName(string? name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is 0 or > LengthMax || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException($"'{name}' is not a name: 1 to {LengthMax} of a-z, 0-9, '_', '-', '.', ':'.", parameter);
        }
    }
}
