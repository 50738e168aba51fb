using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>What an earlier line made, for the lines that name it by its key. The default value is nothing, which no ledger finds.</summary>
internal readonly record struct Made(TransactionId Transaction, FreezeId Freeze);

/// <summary>A line of the day that could be read.</summary>
/// <param name="Key">The line's key, which is its command's idempotency key.</param>
/// <param name="Verb">Its verb.</param>
/// <param name="RefersTo">The key of the earlier line that it is about; null for most verbs.</param>
/// <param name="Build">Makes its command, given what that line made.</param>
internal sealed record Instruction(string Key, string Verb, string? RefersTo, Func<Made, Command> Build);
