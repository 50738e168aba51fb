using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>What every receipt is made of.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct ReceiptFacts(
    TransactionId transactionId,
    long sequence,
    long recordedAt,
    string type,
    Money amount,
    ReadOnlySpan<BalanceFacts> balances)
{
    public readonly TransactionId TransactionId = transactionId;
    public readonly long Sequence = sequence;
    public readonly long RecordedAt = recordedAt;
    public readonly string Type = type;
    public readonly Money Amount = amount;

    /// <summary>Lent: the receipt copies them.</summary>
    public readonly ReadOnlySpan<BalanceFacts> Balances = balances;
}
