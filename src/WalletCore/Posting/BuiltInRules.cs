using static WalletCore.AmountRule;

namespace WalletCore;

/// <summary>The posting rules of the built-in operations. A host replaces one by registering a rule of the same name in a higher version.</summary>
public static class BuiltInRules
{
    /// <summary>Deposit: from the outside account (<c>cash</c>) to the wallet.</summary>
    public static PostingRule Deposit { get; } = PostingRule.Define(Operations.Deposit, 1, rule => rule
        .Move("deposit", Place.SystemParty(Parties.Outside), Place.Wallet(Parties.Wallet), Principal));

    /// <summary>Withdraw: from the wallet to the outside account.</summary>
    public static PostingRule Withdraw { get; } = PostingRule.Define(Operations.Withdraw, 1, rule => rule
        .Move("withdrawal", Place.Wallet(Parties.Wallet), Place.SystemParty(Parties.Outside), Principal));

    /// <summary>Transfer: from one wallet to another.</summary>
    public static PostingRule Transfer { get; } = PostingRule.Define(Operations.Transfer, 1, rule => rule
        .Move("transfer", Place.Wallet(Parties.From), Place.Wallet(Parties.To), Principal));

    /// <summary>Adjustment in the wallet's favour, against <c>adjustments</c>.</summary>
    public static PostingRule AdjustCredit { get; } = PostingRule.Define(Operations.AdjustCredit, 1, rule => rule
        .Move("adjustment", Place.System(SystemAccount.AdjustmentsCode), Place.Wallet(Parties.Wallet), Principal)
        .Refundable(RefundTerms.None));

    /// <summary>Adjustment to the wallet's cost, against <c>adjustments</c>.</summary>
    public static PostingRule AdjustDebit { get; } = PostingRule.Define(Operations.AdjustDebit, 1, rule => rule
        .Move("adjustment", Place.Wallet(Parties.Wallet), Place.System(SystemAccount.AdjustmentsCode), Principal)
        .Refundable(RefundTerms.None));

    /// <summary>Capture to a wallet.</summary>
    public static PostingRule Capture { get; } = PostingRule.Define(Operations.Capture, 1, rule => rule
        .Move("capture", Place.Wallet(Parties.From, Pocket.Frozen), Place.Wallet(Parties.To), Principal));

    /// <summary>Capture to the outside account.</summary>
    public static PostingRule CaptureOut { get; } = PostingRule.Define(Operations.CaptureOut, 1, rule => rule
        .Move("capture", Place.Wallet(Parties.From, Pocket.Frozen), Place.SystemParty(Parties.Outside), Principal));

    /// <summary>Pay out a prepaid wallet's rest.</summary>
    public static PostingRule RefundResidual { get; } = PostingRule.Define(Operations.RefundResidual, 1, rule => rule
        .Move("residual refund", Place.Wallet(Parties.Wallet), Place.SystemParty(Parties.Outside), Principal)
        .Refundable(RefundTerms.None));

    internal static PostingRule Freeze { get; } = Between(Operations.Freeze, Pocket.Available, Pocket.Frozen);

    internal static PostingRule RaiseFreeze { get; } = Between(Operations.RaiseFreeze, Pocket.Available, Pocket.Frozen);

    internal static PostingRule Unfreeze { get; } = Between(Operations.Unfreeze, Pocket.Frozen, Pocket.Available);

    internal static PostingRule ExpireFreeze { get; } = Between(Operations.ExpireFreeze, Pocket.Frozen, Pocket.Available);

    /// <summary>The rules that a host may replace.</summary>
    public static IReadOnlyList<PostingRule> Replaceable { get; } =
        [Deposit, Withdraw, Transfer, AdjustCredit, AdjustDebit, Capture, CaptureOut, RefundResidual];

    /// <summary>All of them, the events without money and the reversals included.</summary>
    internal static IReadOnlyList<PostingRule> All { get; } =
    [
        .. Replaceable,
        Freeze, RaiseFreeze, Unfreeze, ExpireFreeze,
        PostingRule.Event(Operations.ExtendFreeze),
        PostingRule.Event(Operations.Refund),
        PostingRule.Event(Operations.Cancel),
        PostingRule.Event(Operations.OpenWallet),
        PostingRule.Event(Operations.ChangeWallet),
        PostingRule.Event(Operations.AddAccount),
        PostingRule.Event(Operations.RemoveAccount),
        PostingRule.Event(Operations.FreezeWallet),
        PostingRule.Event(Operations.ThawWallet),
        PostingRule.Event(Operations.CloseWallet),
        PostingRule.Event(Operations.ReopenWallet),
    ];

    private static PostingRule Between(string name, Pocket from, Pocket to) => PostingRule.Define(name, 1, rule => rule
        .Move(name, Place.Wallet(Parties.Wallet, from), Place.Wallet(Parties.Wallet, to), Principal)
        .Refundable(RefundTerms.None)
        .Fixed());
}
