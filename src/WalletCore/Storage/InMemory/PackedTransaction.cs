namespace WalletCore.Storage.InMemory;

/// <summary>
/// A transaction's header in 64 bytes. Its sequence is its place; its currency is a number in the ledger's <see cref="CurrencyTable"/>;
/// what few transactions have, and all of what does not fit the bits here, stands in its <see cref="TransactionExtras"/>.
/// </summary>
internal struct PackedTransaction
{
    private long _recordedAt;
    private long _amount;
    private ulong _fingerprint;
    private ulong _fields;
    private uint _firstPosting;
    private int _businessDay;
    private ushort _postingCount;
    private ushort _rule;
    private ushort _currency;

    public string? Key { get; private set; }

    public TransactionExtras? Extras { get; private set; }

    public readonly long RecordedAt => _recordedAt;

    public readonly long FirstPosting => _firstPosting;

    public readonly int PostingCount => Extras is TransactionDetails details ? details.PostingCount : _postingCount;

    /// <summary>Whether all numbers of a row fit the bits here; those of a row with notes or changes need not, as it has details anyway.</summary>
    public static bool Fits(in TransactionRow row) =>
        AmountWidth.IsNarrow(row.AmountMinor)
        && unchecked((ulong)row.Fingerprint.Fields) == row.Fingerprint.Fields
        && row.PostingCount <= ushort.MaxValue
        && row.Rule <= ushort.MaxValue;

    public static void Pack(in TransactionRow row, CurrencyTable currencies, out PackedTransaction packed)
    {
        packed = new PackedTransaction
        {
            _recordedAt = row.RecordedAt,
            _amount = unchecked((long)row.AmountMinor),
            _fingerprint = row.Fingerprint.Whole,
            _fields = unchecked((ulong)row.Fingerprint.Fields),
            _firstPosting = row.PostingCount == 0 ? 0 : (uint)row.FirstPosting,
            _postingCount = unchecked((ushort)row.PostingCount),
            _rule = unchecked((ushort)row.Rule),
            _businessDay = row.BusinessDay,
            _currency = currencies.NumberOf(row.Currency),
            Key = row.Key,
            Extras = TransactionExtras.Of(row),
        };
    }

    public readonly TransactionRow Unpack(long sequence, CurrencyTable currencies)
    {
        var details = Extras as TransactionDetails;
        return new TransactionRow
        {
            Sequence = sequence,
            RecordedAt = _recordedAt,
            Rule = details?.Rule ?? _rule,
            FirstPosting = _firstPosting,
            PostingCount = details?.PostingCount ?? _postingCount,
            AmountMinor = details?.AmountMinor ?? _amount,
            Currency = currencies[_currency],
            BusinessDay = _businessDay,
            Key = Key,
            Fingerprint = new CommandFingerprint(_fingerprint, details?.Fields ?? _fields),
            Reference = Extras?.Reference,
            Original = details?.Original ?? 0,
            Freeze = details?.Freeze ?? 0,
            Wallet = details?.Wallet ?? 0,
            Notes = details?.Notes,
            Changes = details?.Changes,
        };
    }
}
