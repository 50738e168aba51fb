namespace WalletCore.Rules;

/// <summary>Whether a transaction can be refunded as far as it goes itself: asked before a refund, and decided by in one.</summary>
internal static class RefundConditions
{
    public static RefundTerms TermsOf(LedgerContext ledger, string type) => ledger.Rules.Find(type)?.Refunds ?? RefundTerms.Default;

    /// <summary>All conditions in the order in which a refund checks them.</summary>
    public static Refusal? Check(CachedOriginal original, RefundTerms terms, Currency currency, long now) =>
        CheckState(original, terms, currency) ?? CheckWindow(original, terms, now) ?? CheckCount(original, terms);

    public static Refusal? CheckState(CachedOriginal original, RefundTerms terms, Currency currency)
    {
        var header = original.Facts.Header;
        var hasPrincipal = original.Facts.Postings.Any(posting => posting is { OnTop: false, Role: PostingRole.Principal } && posting.DebitAccount != posting.CreditAccount);
        if (!terms.Refundable || header.Original != 0 || !hasPrincipal || original.Refund is { Cancelled: true })
        {
            return new Refusal(RefusalCode.NotRefundable, "A transaction of this kind cannot be refunded.");
        }

        return original.Remaining <= 0
            ? Refusals.RefundState(RefusalCode.AlreadyRefunded, "All of it was refunded.", original, currency)
            : null;
    }

    public static Refusal? CheckWindow(CachedOriginal original, RefundTerms terms, long now) =>
        terms.Window is { } window && now - original.Facts.Header.RecordedAt > (long)(window.Ticks / TimeSpan.TicksPerMicrosecond)
            ? new Refusal(RefusalCode.RefundWindowExpired, "The time for refunds has passed.")
            : null;

    public static Refusal? CheckCount(CachedOriginal original, RefundTerms terms) => terms.CountMax is { } count && (original.Refund?.Count ?? 0) >= count
        ? new Refusal(RefusalCode.RefundCountExceeded, "There were as many refunds as are allowed.")
        : null;
}
