using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>
/// How a refund is spread over the postings of its original. Moves between the pockets of one account (what a capture released) are no part
/// of a refund. Every refund is split over what is left of each posting by largest remainder, so that after a full refund nothing is left of
/// any: no cent is lost or made, however the refunds were cut.
/// </summary>
internal static class RefundShares
{
    /// <summary>Everything: what a cancellation gives back.</summary>
    public static Int128[] All(CachedOriginal original) =>
        [.. original.Facts.Postings.Select(posting => posting.DebitAccount == posting.CreditAccount ? Int128.Zero : posting.Amount)];

    /// <summary>The shares of a refund of <paramref name="wanted"/> minor units of the principal amount.</summary>
    public static Int128[] Of(CachedOriginal original, Int128 wanted, FeeRefund fees)
    {
        var postings = original.Facts.Postings;
        var left = new Int128[postings.Count];
        for (var i = 0; i < left.Length; i++)
        {
            left[i] = postings[i].DebitAccount == postings[i].CreditAccount ? 0 : postings[i].Amount - (original.Refund?.ByPosting[i] ?? 0);
        }

        var shares = new Int128[postings.Count];
        ShareInside(original, wanted, fees, left, shares);
        ShareOnTop(original, wanted, fees, left, shares);
        return shares;
    }

    private static void ShareInside(CachedOriginal original, Int128 wanted, FeeRefund fees, Int128[] left, Int128[] shares)
    {
        var postings = original.Facts.Postings;
        if (fees == FeeRefund.Keep)
        {
            // The receivers of the principal make up for the fees: each one's final share is its part of the whole amount.
            var weights = Weights(left, i => IsInside(postings[i]) && postings[i].Role == PostingRole.Principal ? postings[i].Amount : 0);
            var final = new Int128[left.Length];
            Apportionment.Split(original.Facts.Header.AmountMinor, weights, final);
            weights = Weights(left, i => final[i] - (original.Refund?.ByPosting[i] ?? 0));
            Apportionment.Split(wanted, weights, shares);
            return;
        }

        var rest = wanted;
        if (fees == FeeRefund.Full)
        {
            for (var i = 0; i < left.Length; i++)
            {
                if (IsInside(postings[i]) && postings[i].Role != PostingRole.Principal)
                {
                    shares[i] = Int128.Min(rest, left[i]);
                    rest -= shares[i];
                }
            }
        }

        if (rest > 0)
        {
            var weights = Weights(left, i => IsInside(postings[i]) ? left[i] - shares[i] : 0);
            var parts = new Int128[left.Length];
            Apportionment.Split(rest, weights, parts);
            for (var i = 0; i < parts.Length; i++)
            {
                shares[i] += parts[i];
            }
        }
    }

    private static void ShareOnTop(CachedOriginal original, Int128 wanted, FeeRefund fees, Int128[] left, Int128[] shares)
    {
        var postings = original.Facts.Postings;
        for (var i = 0; i < left.Length; i++)
        {
            if (!postings[i].OnTop || left[i] == 0)
            {
                continue;
            }

            var mode = postings[i].Role == PostingRole.Principal ? FeeRefund.Proportional : fees;
            shares[i] = mode switch
            {
                FeeRefund.Keep => 0,
                FeeRefund.Full => left[i],
                _ when wanted == original.Remaining => left[i],
                _ => Proportion(left[i], wanted, original.Remaining),
            };
        }
    }

    /// <summary>amount × part / whole, rounded down, exactly.</summary>
    private static Int128 Proportion(Int128 amount, Int128 part, Int128 whole) =>
        (Int128)((System.Numerics.BigInteger)amount * (System.Numerics.BigInteger)part / (System.Numerics.BigInteger)whole);

    private static bool IsInside(in PostingRow posting) => !posting.OnTop;

    private static Int128[] Weights(Int128[] left, Func<int, Int128> weight)
    {
        var weights = new Int128[left.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Int128.Max(0, weight(i));
        }

        return weights;
    }
}
