using WalletCore;
using static WalletCore.AmountRule;

namespace Samples.MarketplaceDay;

/// <summary>The marketplace's own part of its ledger: a points currency and three posting rules.</summary>
internal static class Marketplace
{
    /// <summary>Loyalty points: whole ones only.</summary>
    public static readonly Currency Points = Currency.Define("POINTS", minorUnits: 0, "Loyalty points");

    /// <summary>The currencies that a day's amounts may be in.</summary>
    public static readonly CurrencyRegistry Currencies = CurrencyRegistry.Iso.With(Points);

    /// <summary>Who does what only a manager may do.</summary>
    public static readonly Actor Manager = new("manager-1", PermissionPolicy.ManagerRole);

    /// <summary>Somebody who may not.</summary>
    public static readonly Actor Clerk = new("clerk-1", "clerk");

    public static LedgerOptions Options { get; } = new()
    {
        Name = "marketplace",
        Currencies = Currencies,
        Rules = [Purchase(), Payout(), Exchange()],
    };

    private static PostingRule Purchase() => PostingRule.Define("purchase", version: 1, rule => rule
        .Move("fee", Place.Wallet("buyer"), Place.System(SystemAccount.FeesCode), Percent(5m), PostingRole.Fee)
        .Move("tax on the fee", Place.Wallet("buyer"), Place.System(SystemAccount.TaxesCode), Percent(21m, of: Percent(5m)), PostingRole.Tax)
        .Move("price", Place.Wallet("buyer"), Place.Wallet("seller"), Remaining)
        .Refundable(new RefundTerms { Fees = FeeRefund.Proportional }));

    private static PostingRule Payout() => PostingRule.Define("payout", version: 1, rule => rule
        .Move("commission", Place.Wallet("seller"), Place.System(SystemAccount.FeesCode), Percent(1m), PostingRole.Fee)
        .Move("payout", Place.Wallet("seller"), Place.System(SystemAccount.CashCode), Remaining));

    private static PostingRule Exchange() => PostingRule.Define("exchange", version: 1, rule => rule
        .Move("sell", Place.Wallet("owner"), Place.System(SystemAccount.ExchangeCode), Principal)
        .MoveOnTop("buy", Place.System(SystemAccount.ExchangeCode), Place.Wallet("owner"), Converted("rate"), PostingRole.Principal)
        .Refundable(RefundTerms.None));
}
