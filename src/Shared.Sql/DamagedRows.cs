using System.Text.Json;

namespace WalletCore.SqlStores;

/// <summary>
/// Tells rows that are no rows of a ledger (text where an amount belongs, a digest of another length) from all other failures. SQLite keeps
/// whatever it is given, so a file edited by hand can hold anything.
/// </summary>
internal static class DamagedRows
{
    /// <summary>Whether decoding a row can have thrown this.</summary>
    public static bool IsCause(Exception exception) => exception
        is FormatException or OverflowException or JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException
        || (exception is ArgumentException and not ArgumentOutOfRangeException && exception is not ArgumentNullException);

    /// <summary>Runs what decodes rows, outside a reader.</summary>
    public static T Guard<TState, T>(TState state, Func<TState, T> decode)
    {
        try
        {
            return decode(state);
        }
        catch (Exception cause) when (IsCause(cause))
        {
            throw From(cause);
        }
    }

    public static WalletStoreException From(Exception cause) =>
        new($"A row of the store cannot be read: {cause.Message}", isTransient: false, cause) { IsInconsistent = true };
}
