namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// The number that a ledger's rows begin with: the last 64 bits of its id, which are random but for two. So rows can be copied between databases
/// as they are, and nothing has to be looked up before a ledger is read.
/// </summary>
internal static class LedgerKey
{
    public static long Of(LedgerId ledger) => unchecked((long)(ulong)ledger.Value);
}
