using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>What every receipt is made of.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReceiptFacts(
    TransactionId TransactionId,
    long Sequence,
    long RecordedAt,
    string Type,
    Money Amount,
    BalanceFacts[] Balances);
