namespace WalletCore.Storage.InMemory;

/// <summary>
/// A transaction's header in 80 bytes. Its sequence is its place; its currency is a number in the ledger's <see cref="CurrencyTable"/>;
/// what few transactions have stands in its <see cref="TransactionExtras"/>.
/// </summary>
internal struct PackedTransaction
{
    private long _recordedAt;
    private long _amount;
    private ulong _fingerprint;
    private ulong _fieldsHigh;
    private ulong _fieldsLow;
    private uint _firstPosting;
    private int _postingCount;
    private int _rule;
    private int _businessDay;
    private ushort _currency;

    public string? Key { get; private set; }

    public TransactionExtras? Extras { get; private set; }

    public readonly long RecordedAt => _recordedAt;

    public readonly long FirstPosting => _firstPosting;

    public readonly int PostingCount => _postingCount;

    public static bool FitsNarrow(Int128 amount) => amount >= long.MinValue && amount <= long.MaxValue;

    public static void Pack(in TransactionRow row, CurrencyTable currencies, out PackedTransaction packed)
    {
        packed = new PackedTransaction
        {
            _recordedAt = row.RecordedAt,
            _amount = FitsNarrow(row.AmountMinor) ? (long)row.AmountMinor : 0,
            _fingerprint = row.Fingerprint.Whole,
            _fieldsHigh = (ulong)(row.Fingerprint.Fields >> 64),
            _fieldsLow = unchecked((ulong)row.Fingerprint.Fields),
            _firstPosting = row.PostingCount == 0 ? 0 : (uint)row.FirstPosting,
            _postingCount = row.PostingCount,
            _rule = row.Rule,
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
            Rule = _rule,
            FirstPosting = _firstPosting,
            PostingCount = _postingCount,
            AmountMinor = details?.AmountMinor ?? _amount,
            Currency = currencies[_currency],
            BusinessDay = _businessDay,
            Key = Key,
            Fingerprint = new CommandFingerprint(_fingerprint, new UInt128(_fieldsHigh, _fieldsLow)),
            Reference = Extras?.Reference,
            Original = details?.Original ?? 0,
            Freeze = details?.Freeze ?? 0,
            Wallet = details?.Wallet ?? 0,
            Notes = details?.Notes,
            Changes = details?.Changes,
        };
    }
}
