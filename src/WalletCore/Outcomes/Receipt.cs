namespace WalletCore;

/// <summary>What a posted command returns: the transaction, and the balances after it. Immutable.</summary>
public class Receipt
{
    // Most transactions touch two accounts, and a batch has thousands of receipts: two balances need no array.
    private readonly BalanceFacts _first;
    private readonly BalanceFacts _second;
    private readonly BalanceFacts[] _others;
    private readonly int _balanceCount;

    internal Receipt(in ReceiptFacts facts)
    {
        TransactionId = facts.TransactionId;
        Sequence = facts.Sequence;
        RecordedAtMicros = facts.RecordedAt;
        Type = facts.Type;
        Amount = facts.Amount;
        var balances = facts.Balances;
        _balanceCount = balances.Length;
        _first = balances.Length > 0 ? balances[0] : default;
        _second = balances.Length > 1 ? balances[1] : default;
        _others = balances.Length > 2 ? balances[2..].ToArray() : [];
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
    public IReadOnlyList<BalanceAfter> Balances
    {
        get
        {
            var balances = new BalanceAfter[_balanceCount];
            for (var i = 0; i < balances.Length; i++)
            {
                balances[i] = new BalanceAfter(BalanceAt(i));
            }

            return balances;
        }
    }

    internal long RecordedAtMicros { get; }

    /// <summary>The balance after the transaction of the wallet's account that it touched; null when it touched none of that wallet.</summary>
    public BalanceAfter? BalanceOf(WalletId wallet)
    {
        for (var i = 0; i < _balanceCount; i++)
        {
            var facts = BalanceAt(i);
            if (!wallet.IsDefault && facts.Account.WalletId == wallet)
            {
                return new BalanceAfter(facts);
            }
        }

        return null;
    }

    /// <summary>The type, the id and the amount.</summary>
    public override string ToString() => $"{Type} {TransactionId} {Amount}";

    private BalanceFacts BalanceAt(int index) => index switch
    {
        0 => _first,
        1 => _second,
        _ => _others[index - 2],
    };
}
