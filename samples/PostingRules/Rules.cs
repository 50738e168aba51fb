using WalletCore;
using static WalletCore.AmountRule;

namespace Samples.PostingRules;

/// <summary>The posting rules of a marketplace, as its ledger's options name them.</summary>
internal static class Rules
{
    // begin-snippet: PurchaseRule
    public static PostingRule Purchase { get; } = PostingRule.Define("purchase", version: 1, rule => rule
        .Move("fee", Place.Wallet("buyer"), Place.System("fees"), Percent(5m), PostingRole.Fee)
        .Move("tax on the fee", Place.Wallet("buyer"), Place.System("taxes"), Percent(21m, of: Percent(5m)), PostingRole.Tax)
        .Move("price", Place.Wallet("buyer"), Place.Wallet("seller"), Remaining)
        .Round(Rounding.HalfEven)
        .Refundable(new RefundTerms { Fees = FeeRefund.Proportional }));
    // end-snippet

    // begin-snippet: TieredRule
    public static PostingRule Payout { get; } = PostingRule.Define("payout", version: 1, rule => rule
        .Move("commission", Place.Wallet("seller"), Place.System("fees"), Tiered(
            TierMode.Marginal,
            new Tier(Money.EUR(100m), Ratio.Percent(3m)),
            new Tier(Money.EUR(1_000m), Ratio.Percent(2m)),
            new Tier(UpTo: null, Ratio.Percent(1m))), PostingRole.Fee)
        .Move("payout", Place.Wallet("seller"), Place.System("cash"), Remaining));
    // end-snippet

    // begin-snippet: WaterfallRule
    public static PostingRule Promoted { get; } = PostingRule.Define("promoted_purchase", version: 1, rule => rule
        .Move("price",
            from: [new FlowEnd(Place.System("promotions"), Cap: Input("voucher")), Place.Wallet("buyer")],
            to: [Place.Wallet("seller")],
            Principal));
    // end-snippet
}
