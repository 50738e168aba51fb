using System.Text.Json;

namespace WalletCore;

/// <summary>
/// What a read meets when rows of the store refer to rows that are not there, or hold what nobody wrote: the one documented exception
/// instead of whatever the code stumbled over.
/// </summary>
internal static class UnreadableBooks
{
    public static async ValueTask<T> GuardAsync<T>(ValueTask<T> read)
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is KeyNotFoundException or JsonException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new LedgerIntegrityException(
                $"The rows of the ledger contradict each other, or were changed by hand ({cause.Message}); VerifyAsync tells where.", cause);
        }
    }
}
