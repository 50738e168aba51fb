namespace WalletCore;

/// <summary>What a posted command returns: the transaction, and the balances after it. Immutable.</summary>
public class Receipt
{
    private readonly BalanceFacts[] _balances;

    internal Receipt(in ReceiptFacts facts)
    {
        TransactionId = facts.TransactionId;
        Sequence = facts.Sequence;
        RecordedAtMicros = facts.RecordedAt;
        Type = facts.Type;
        Amount = facts.Amount;
        _balances = facts.Balances;
    }

    /// <summary>The id of the transaction.</summary>
    public TransactionId TransactionId { get; }

    /// <summary>Its place in the ledger, gapless from 1.</summary>
    public long Sequence { get; }

    /// <summary>Its type: the name of the operation.</summary>
    public string Type { get; }

    /// <summary>When it was recorded (UTC, to the microsecond).</summary>
    public DateTimeOffset RecordedAt => MicroTime.ToDateTimeOffset(RecordedAtMicros);

    /// <summary>The principal amount; zero of no currency for events without money.</summary>
    public Money Amount { get; }

    /// <summary>The balances, after the transaction, of every account it touched, in the order in which they were first touched.</summary>
    public IReadOnlyList<BalanceAfter> Balances => Array.ConvertAll(_balances, static facts => new BalanceAfter(facts));

    internal long RecordedAtMicros { get; }

    /// <summary>The balance after the transaction of the wallet's account that it touched; null when it touched none of that wallet.</summary>
    public BalanceAfter? BalanceOf(WalletId wallet)
    {
        foreach (ref readonly var facts in _balances.AsSpan())
        {
            if (!wallet.IsDefault && facts.Account.WalletId == wallet)
            {
                return new BalanceAfter(facts);
            }
        }

        return null;
    }

    /// <summary>The type, the id and the amount.</summary>
    public override string ToString() => $"{Type} {TransactionId} {Amount}";
}
