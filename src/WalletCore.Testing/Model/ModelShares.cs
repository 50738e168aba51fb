using System.Numerics;

namespace WalletCore.Testing;

/// <summary>How much of each posting a refund gives back.</summary>
internal static class ModelShares
{
    public static BigInteger[] Of(ModelTransaction original, BigInteger amount, FeeRefund fees)
    {
        var postings = original.Postings;
        var left = postings.Select((posting, index) => posting.Amount - original.GivenBack[index]).ToArray();
        var shares = fees switch
        {
            FeeRefund.Keep => Keep(original, amount),
            FeeRefund.Full => FeesFirst(original, amount, left),
            _ => ModelArithmetic.Split(amount, [.. left.Select((rest, index) => postings[index].OnTop ? 0 : rest)]),
        };
        for (var i = 0; i < postings.Count; i++)
        {
            if (postings[i].OnTop)
            {
                shares[i] = postings[i].Role != PostingRole.Principal && fees == FeeRefund.Keep ? 0
                    : postings[i].Role != PostingRole.Principal && fees == FeeRefund.Full ? left[i]
                    : left[i] * amount / original.Remaining;
            }
        }

        return shares;
    }

    /// <summary>The receivers of the principal give back the fees too, each in the end its part of the whole.</summary>
    private static BigInteger[] Keep(ModelTransaction original, BigInteger amount)
    {
        var inTheEnd = ModelArithmetic.Split(
            original.Amount, [.. original.Postings.Select(posting => posting is { OnTop: false, Role: PostingRole.Principal } ? posting.Amount : 0)]);
        return ModelArithmetic.Split(amount, [.. inTheEnd.Select((whole, index) => BigInteger.Max(0, whole - (whole > 0 ? original.GivenBack[index] : 0)))]);
    }

    private static BigInteger[] FeesFirst(ModelTransaction original, BigInteger amount, BigInteger[] left)
    {
        var shares = new BigInteger[left.Length];
        var rest = amount;
        for (var i = 0; i < left.Length; i++)
        {
            if (original.Postings[i] is { OnTop: false, Role: not PostingRole.Principal })
            {
                shares[i] = BigInteger.Min(rest, left[i]);
                rest -= shares[i];
            }
        }

        var parts = ModelArithmetic.Split(rest, [.. left.Select((whole, index) => original.Postings[index].OnTop ? 0 : whole - shares[index])]);
        return [.. shares.Zip(parts, (one, other) => one + other)];
    }
}
