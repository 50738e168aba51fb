namespace WalletCore;

/// <summary>An account of the host's own in the chart of accounts. It exists in every currency it is used in.</summary>
public sealed record SystemAccount
{
    /// <summary>The code of the account that deposits come from and withdrawals go to.</summary>
    public const string CashCode = "cash";

    /// <summary>The code of the account that fees go to.</summary>
    public const string FeesCode = "fees";

    /// <summary>The code of the account that taxes go to.</summary>
    public const string TaxesCode = "taxes";

    /// <summary>The code of the account that manual adjustments are posted against.</summary>
    public const string AdjustmentsCode = "adjustments";

    /// <summary>The code of the account that currency exchange goes through.</summary>
    public const string ExchangeCode = "exchange";

    /// <summary>The code of the account that promotions are paid from.</summary>
    public const string PromotionsCode = "promotions";

    /// <summary>The code of the account for what cannot be placed yet.</summary>
    public const string SuspenseCode = "suspense";

    /// <summary>Creates a system account.</summary>
    /// <param name="code">1 to 100 of a-z, 0-9, <c>_</c>, <c>-</c>, <c>.</c>, <c>:</c>; unique in the chart.</param>
    /// <param name="accountClass">Its class, which gives its normal side.</param>
    /// <exception cref="ArgumentException">The code is malformed or the class unknown.</exception>
    public SystemAccount(string code, AccountClass accountClass)
    {
        Names.ThrowUnlessName(code, nameof(code));
        if (!Enum.IsDefined(accountClass))
        {
            throw new ArgumentOutOfRangeException(nameof(accountClass));
        }

        Code = code;
        Class = accountClass;
    }

    /// <summary>Its code, unique in the chart.</summary>
    public string Code { get; }

    /// <summary>Its class.</summary>
    public AccountClass Class { get; }

    /// <summary>
    /// Whether it may stand on the other side of zero. True by default, as a host's own account usually may; false makes it a budget that
    /// refuses with <c>insufficient_funds</c> once it is used up.
    /// </summary>
    public bool MayGoNegative { get; init; } = true;
}
