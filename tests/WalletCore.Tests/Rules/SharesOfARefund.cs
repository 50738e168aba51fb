using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>How a refund is spread over the postings of its original.</summary>
public class The_shares_of_a_refund
{
    [Fact]
    public void Leave_out_what_stayed_in_one_account()
    {
        // A capture of 60 of 100 that were frozen: the other 40 went back to where they came from.
        var original = Original(60, Principal(60, debit: 1, credit: 2), Principal(40, debit: 1, credit: 1));

        Assert.Equal([60, 0], RefundShares.All(original));
        Assert.Equal([60, 0], RefundShares.Of(original, 60, FeeRefund.Proportional));
    }

    [Theory]
    [InlineData(FeeRefund.Proportional, 45, 5)]
    [InlineData(FeeRefund.Keep, 50, 0)]
    [InlineData(FeeRefund.Full, 40, 10)]
    public void Take_of_a_fee_out_of_the_amount_what_the_terms_say(FeeRefund fees, int principal, int fee) =>
        Assert.Equal([principal, fee], RefundShares.Of(Original(100, Principal(90), Fee(10)), 50, fees));

    [Theory]
    [InlineData(FeeRefund.Proportional, 5)]
    [InlineData(FeeRefund.Keep, 0)]
    [InlineData(FeeRefund.Full, 10)]
    public void Take_of_a_fee_on_top_what_the_terms_say(FeeRefund fees, int fee) =>
        Assert.Equal([50, fee], RefundShares.Of(Original(100, Principal(100), Fee(10) with { OnTop = true }), 50, fees));

    /// <summary>What a conversion paid out on top is no fee: it comes back with the amount that it was paid for.</summary>
    [Theory]
    [InlineData(FeeRefund.Proportional)]
    [InlineData(FeeRefund.Keep)]
    [InlineData(FeeRefund.Full)]
    public void Take_of_a_principal_amount_on_top_its_proportion_whatever_becomes_of_fees(FeeRefund fees) =>
        Assert.Equal([25, 10], RefundShares.Of(Original(100, Principal(100), Principal(40) with { OnTop = true }), 25, fees));

    [Theory]
    [InlineData(FeeRefund.Proportional)]
    [InlineData(FeeRefund.Keep)]
    [InlineData(FeeRefund.Full)]
    public void Leave_nothing_of_what_is_on_top_after_the_last_one(FeeRefund fees)
    {
        var original = Original(100, Principal(100), Principal(7) with { OnTop = true });
        Refund(original, 33, fees);
        Refund(original, 33, fees);
        Refund(original, 34, fees);

        Assert.Equal([100, 7], original.Refund!.ByPosting);
    }

    /// <summary>Whatever the cuts: each receiver gives back its part of the whole amount, the fees that it makes up for included, and no cent more.</summary>
    [Theory]
    [InlineData(1, 1, 1, 97)]
    [InlineData(50, 50)]
    [InlineData(33, 33, 34)]
    [InlineData(99, 1)]
    public void Come_to_each_receivers_part_of_the_whole_where_fees_are_kept(params int[] cuts)
    {
        var original = Original(100, Principal(30, credit: 2), Principal(30, credit: 3), Principal(30, credit: 4), Fee(10));
        foreach (var cut in cuts)
        {
            Refund(original, cut, FeeRefund.Keep);
        }

        Assert.Equal([34, 33, 33, 0], original.Refund!.ByPosting);
    }

    /// <summary>Terms can change between two refunds of one transaction.</summary>
    [Fact]
    public void Take_only_what_is_left_where_the_terms_have_changed_since()
    {
        var kept = Original(100, Principal(90), Fee(10));
        Refund(kept, 90, FeeRefund.Keep);
        var shared = Original(100, Principal(90), Fee(10));
        Refund(shared, 50, FeeRefund.Proportional);

        Assert.Equal([0, 10], RefundShares.Of(kept, 10, FeeRefund.Full));
        Assert.Equal([50, 0], RefundShares.Of(shared, 50, FeeRefund.Keep));
    }

    private static PostingRow Principal(Int128 amount, long debit = 1, long credit = 2) => Rows.Posting(1, 3, debit, credit) with { Amount = amount };

    private static PostingRow Fee(Int128 amount) => Rows.Posting(1, 3, debit: 1, credit: 9) with { Amount = amount, Role = PostingRole.Fee };

    private static CachedOriginal Original(Int128 amount, params PostingRow[] postings) =>
        new(new TransactionFacts(Rows.Transaction(3, 1, postings.Length) with { AmountMinor = amount }, postings), refund: null);

    private static void Refund(CachedOriginal original, Int128 amount, FeeRefund fees)
    {
        var shares = RefundShares.Of(original, amount, fees);
        var before = original.Refund;
        original.Refund = new RefundRow
        {
            Original = 3,
            Refunded = original.Refunded + amount,
            Count = 1,
            Cancelled = false,
            ByPosting = [.. shares.Select((share, i) => share + (before?.ByPosting[i] ?? 0))],
        };
    }
}
