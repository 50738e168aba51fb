namespace WalletCore;

/// <summary>
/// What to show of an account: one currency of a wallet, or one currency of a system account. Null means any; all given conditions hold
/// together. Immutable.
/// </summary>
public sealed record StatementQuery
{
    /// <summary>
    /// How many entries one page looks at, at most. Where a filter is so rare that the page is not full by then, the page is short and has a
    /// cursor.
    /// </summary>
    public const int EntriesPerPageMax = 20_000;

    /// <summary>A wallet's statement in one currency.</summary>
    /// <exception cref="ArgumentException">The wallet or the currency is the default value.</exception>
    public StatementQuery(WalletRef wallet, Currency currency)
        : this(wallet, null, currency)
    {
        if (wallet.IsDefault)
        {
            throw new ArgumentException("Names no wallet.", nameof(wallet));
        }
    }

    private StatementQuery(WalletRef? wallet, string? systemCode, Currency currency)
    {
        if (currency.IsNone)
        {
            throw new ArgumentException("A statement is in one currency.", nameof(currency));
        }

        Wallet = wallet;
        SystemCode = systemCode;
        Currency = currency;
    }

    /// <summary>The wallet; null for a system account's statement.</summary>
    public WalletRef? Wallet { get; }

    /// <summary>The code of the system account; null for a wallet's statement.</summary>
    public string? SystemCode { get; }

    /// <summary>The currency.</summary>
    public Currency Currency { get; }

    /// <summary>Which way it runs; the newest entry first by default.</summary>
    public StatementOrder Order { get; init; }

    /// <summary>Only transactions of these types, that is posting rules by name, in any version. Empty: none; null: all.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>Only what was recorded at or after this time.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    /// <summary>Only what was recorded before this time.</summary>
    public DateTimeOffset? RecordedTo { get; init; }

    /// <summary>Only business dates on or after this one.</summary>
    public DateOnly? BusinessFrom { get; init; }

    /// <summary>Only business dates on or before this one.</summary>
    public DateOnly? BusinessTo { get; init; }

    /// <summary>Only this reference, exactly.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// Only entries where this text occurs in the reference, the description, or the counterparty's owner id, in upper or lower case (ordinal).
    /// </summary>
    public string? Text { get; init; }

    /// <summary>How many lines a page has at most: 1 to <see cref="Limits.PageSizeMax"/>; 50 by default.</summary>
    public int PageSize { get; init; } = WalletCore.PageSize.Default;

    /// <summary>The page before's <see cref="Page{T}.NextCursor"/>; null: the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>A system account's statement in one currency.</summary>
    /// <exception cref="ArgumentException">The code is malformed or the currency the default value.</exception>
    public static StatementQuery OfSystemAccount(string code, Currency currency)
    {
        Names.ThrowUnlessName(code, nameof(code));
        return new StatementQuery(null, code, currency);
    }
}
