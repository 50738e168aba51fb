namespace WalletCore.Storage.InMemory;

/// <summary>
/// A posting in 64 bytes. Its ordinal is its place. Ordinals fit 31 bits, because 2^31 postings would fill more memory than machines have;
/// amounts that do not fit 64 bits stand beside it in a <see cref="WideAmounts"/>.
/// </summary>
internal struct PackedPosting
{
    private const byte CreditedFrozen = 1;
    private const byte DebitedFrozen = 2;
    private const byte OnTop = 4;
    private const byte Wide = 8;

    /// <summary>The most postings a ledger in memory may have.</summary>
    public const long OrdinalMax = int.MaxValue;

    // Wide: the ordinal of the wide amounts.
    private long _amount;
    private long _debitAvailable;
    private long _debitFrozen;
    private long _creditAvailable;
    private long _creditFrozen;
    private uint _sequence;
    private uint _debitAccount;
    private uint _creditAccount;
    private uint _debitPrevious;
    private uint _creditPrevious;
    private byte _role;
    private byte _flags;

    public readonly long Sequence => _sequence;

    public readonly long DebitAccount => _debitAccount;

    public readonly long CreditAccount => _creditAccount;

    /// <summary>The reference of the entry before, on the account of that side's entry.</summary>
    public readonly long Previous(Side side) => side == Side.Debit ? _debitPrevious : _creditPrevious;

    public static bool IsWide(in PostingRow row) =>
        !(AmountWidth.IsNarrow(row.Amount) && AmountWidth.IsNarrow(row.DebitAvailable) && AmountWidth.IsNarrow(row.DebitFrozen)
            && AmountWidth.IsNarrow(row.CreditAvailable) && AmountWidth.IsNarrow(row.CreditFrozen));

    /// <summary>Packs a row; <paramref name="wide"/> is the ordinal of its wide amounts, or zero when it has none.</summary>
    public static void Pack(in PostingRow row, long wide, out PackedPosting packed)
    {
        packed = new PackedPosting
        {
            _sequence = (uint)row.Sequence,
            _debitAccount = (uint)row.DebitAccount,
            _creditAccount = (uint)row.CreditAccount,
            _debitPrevious = (uint)row.DebitPrevious,
            _creditPrevious = (uint)row.CreditPrevious,
            _role = (byte)row.Role,
            _flags = (byte)((row.CreditPocket == Pocket.Frozen ? CreditedFrozen : 0)
                | (row.DebitPocket == Pocket.Frozen ? DebitedFrozen : 0)
                | (row.OnTop ? OnTop : 0)
                | (wide != 0 ? Wide : 0)),
        };
        if (wide != 0)
        {
            packed._amount = wide;
            return;
        }

        packed._amount = (long)row.Amount;
        packed._debitAvailable = (long)row.DebitAvailable;
        packed._debitFrozen = (long)row.DebitFrozen;
        packed._creditAvailable = (long)row.CreditAvailable;
        packed._creditFrozen = (long)row.CreditFrozen;
    }

    public readonly PostingRow Unpack(long ordinal, AppendList<WideAmounts> wide)
    {
        var amounts = (_flags & Wide) != 0
            ? wide[_amount]
            : new WideAmounts(_amount, _debitAvailable, _debitFrozen, _creditAvailable, _creditFrozen);
        return new PostingRow
        {
            Ordinal = ordinal,
            Sequence = _sequence,
            DebitAccount = _debitAccount,
            CreditAccount = _creditAccount,
            DebitPocket = (_flags & DebitedFrozen) != 0 ? Pocket.Frozen : Pocket.Available,
            CreditPocket = (_flags & CreditedFrozen) != 0 ? Pocket.Frozen : Pocket.Available,
            Role = (PostingRole)_role,
            OnTop = (_flags & OnTop) != 0,
            Amount = amounts.Amount,
            DebitAvailable = amounts.DebitAvailable,
            DebitFrozen = amounts.DebitFrozen,
            CreditAvailable = amounts.CreditAvailable,
            CreditFrozen = amounts.CreditFrozen,
            DebitPrevious = _debitPrevious,
            CreditPrevious = _creditPrevious,
        };
    }
}
