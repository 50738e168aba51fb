using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>A currency as the store keeps it: a code and a number of decimals.</summary>
public class A_stored_currency
{
    private static readonly Currency Points = Currency.Define("POINTS", 1, "Loyalty points");

    private readonly LedgerContext _ledger = Rows.Ledger(new LedgerOptions { Currencies = CurrencyRegistry.Iso.With(Points) });

    [Fact]
    public void Is_the_registered_one_with_the_same_decimals()
    {
        Assert.Equal(Currency.EUR, _ledger.CurrencyOf("EUR", 2));
        Assert.Equal("Loyalty points", _ledger.CurrencyOf("POINTS", 1).Name);
    }

    [Fact]
    public void Keeps_the_decimals_that_it_was_stored_with_whatever_the_host_registers_now()
    {
        var points = _ledger.CurrencyOf("POINTS", 3);
        var miles = _ledger.CurrencyOf("MILES", 4);

        Assert.Equal(("POINTS", 3), (points.Code, points.MinorUnits));
        Assert.Equal(("MILES", 4), (miles.Code, miles.MinorUnits));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("no currency", 2)]
    [InlineData("EUR", 3)]
    [InlineData("MILES", -1)]
    [InlineData("MILES", 99)]
    public void That_is_none_is_said_to_be(string code, int minorUnits)
    {
        var thrown = Assert.Throws<LedgerIntegrityException>(() => _ledger.CurrencyOf(code, minorUnits));

        Assert.Equal("A stored currency is no currency.", thrown.Message);
        Assert.IsAssignableFrom<ArgumentException>(thrown.InnerException);
    }
}

/// <summary>The currency of a transaction's principal amount, of which the journal keeps the code alone.</summary>
public class The_currency_of_a_transactions_amount
{
    private readonly WorkingSet _set = Rows.Set(new LedgerOptions { Currencies = CurrencyRegistry.Iso.With(Currency.Define("POINTS", 1)) });
    private readonly Decision _decision;

    public The_currency_of_a_transactions_amount()
    {
        _decision = new Decision(_set, new Needs(_set));
        _set.AddWallet(new WalletFacts(
            Rows.Wallet(1),
            [
                new AccountFacts(Rows.Account(1, 1) with { Currency = "USD" }, Rows.Balance(1)),
                new AccountFacts(Rows.Account(2, 1) with { Currency = "POINTS", MinorUnits = 3 }, Rows.Balance(2)),
            ]));
    }

    [Fact]
    public void Is_that_of_its_account_in_it_with_the_accounts_decimals()
    {
        var currency = CurrencyOf(new TransactionFacts(
            Rows.Transaction(5, 1, 2) with { Currency = "POINTS" }, [Rows.Posting(1, 5, debit: 1), Rows.Posting(2, 5, debit: 2)]));

        Assert.Equal(("POINTS", 3), (currency.Code, currency.MinorUnits));
    }

    [Fact]
    public void Is_the_registered_one_where_no_account_is_in_it() =>
        Assert.Equal(Currency.EUR, CurrencyOf(Rows.Facts(5, debit: 9)));

    [Fact]
    public void Is_none_where_none_is_kept_or_known()
    {
        Assert.Equal(Currency.None, CurrencyOf(new TransactionFacts(Rows.Transaction(5) with { Currency = null }, [])));
        Assert.Equal(Currency.None, CurrencyOf(new TransactionFacts(Rows.Transaction(6) with { Currency = "MILES" }, [])));
    }

    private Currency CurrencyOf(TransactionFacts facts)
    {
        _set.Absorb(new LoadRequest(), new LedgerState { Transactions = { facts } });
        return _set.Ledger.CurrencyOfAmount(facts.Header, _decision);
    }
}
