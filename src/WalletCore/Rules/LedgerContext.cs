namespace WalletCore.Rules;

/// <summary>What does not change while a ledger is open: its id, options and posting rules. Immutable and thread safe.</summary>
internal sealed class LedgerContext
{
    private readonly Dictionary<string, WalletPolicy> _policies = new(StringComparer.Ordinal);
    private readonly WalletPolicy _defaultPolicy;

    // The last currency that was looked up and found; most ledgers use one. A reference, so a racing read is the old one or the new one.
    private Currency _knownCurrency;

    public LedgerContext(LedgerId id, LedgerOptions options)
    {
        Id = id;
        Options = options;
        Mint = new IdMint(id);
        Rules = RuleBook.Create(options);
        _defaultPolicy = WalletPolicy.Unlimited;
        foreach (var policy in options.WalletPolicies)
        {
            if (policy.ApplicationId is null)
            {
                _defaultPolicy = policy;
            }
            else
            {
                _policies[policy.ApplicationId] = policy;
            }
        }
    }

    public LedgerId Id { get; }

    public LedgerOptions Options { get; }

    public IdMint Mint { get; }

    public RuleBook Rules { get; }

    /// <summary>Whether commands may bear that currency.</summary>
    public bool Knows(Currency currency) => !currency.IsNone && (currency == _knownCurrency || KnowsByCode(currency));

    public WalletPolicy PolicyOf(string applicationId) => _policies.GetValueOrDefault(applicationId, _defaultPolicy);

    private bool KnowsByCode(Currency currency)
    {
        if (!Options.Currencies.Contains(currency))
        {
            return false;
        }

        _knownCurrency = currency;
        return true;
    }

    /// <summary>The currency of a transaction's principal amount: that of one of its accounts.</summary>
    public Currency CurrencyOfAmount(in Storage.TransactionRow header, Decision decision)
    {
        foreach (var posting in decision.Set.FindOriginal(header.Sequence)!.Facts.Postings)
        {
            if (decision.Set.FindAccount(posting.DebitAccount) is { } account && account.Row.Currency == header.Currency)
            {
                return account.Currency;
            }
        }

        return header.Currency is not null && Options.Currencies.TryFromCode(header.Currency, out var currency) ? currency : Currency.None;
    }

    /// <summary>The currency of a stored code. A code that the host no longer registers still reads with the decimals it was stored with.</summary>
    /// <exception cref="LedgerIntegrityException">The stored code or number of decimals is none.</exception>
    public Currency CurrencyOf(string code, int minorUnits)
    {
        try
        {
            return Options.Currencies.TryFromCode(code, out var currency) && currency.MinorUnits == minorUnits ? currency : Currency.Define(code, minorUnits);
        }
        catch (ArgumentException cause)
        {
            throw new LedgerIntegrityException("A stored currency is no currency.", cause);
        }
    }
}
