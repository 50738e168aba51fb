using FsCheck;
using FsCheck.Fluent;

namespace WalletCore.Ledgers.Tests.Properties.Model;

/// <summary>Random histories, and how a broken one is made small.</summary>
internal static class Histories
{
    public static Gen<Step[]> Generate(int length) => Steps.ArrayOf(length);

    /// <summary>The same failure in fewer steps with smaller amounts, as far as deleting and halving goes.</summary>
    public static async Task<IReadOnlyList<Step>> ShrinkAsync(IReadOnlyList<Step> broken, Func<IReadOnlyList<Step>, Task<bool>> fails)
    {
        var current = broken.ToList();
        for (var size = current.Count / 2; size >= 1; size /= 2)
        {
            for (var from = 0; from + size <= current.Count;)
            {
                var fewer = current.Where((_, index) => index < from || index >= from + size).ToList();
                if (await fails(fewer))
                {
                    current = fewer;
                }
                else
                {
                    from += size;
                }
            }
        }

        for (var i = 0; i < current.Count; i++)
        {
            while (current[i].Amount is > 1)
            {
                var smaller = current.ToList();
                smaller[i] = current[i] with { Amount = current[i].Amount / 2 };
                if (!await fails(smaller))
                {
                    break;
                }

                current = smaller;
            }
        }

        return current;
    }

    private static Gen<int> Wallet => Gen.Frequency((12, Gen.Choose(0, 3)), (1, Gen.Constant(ModelLedger.Nobody)));

    private static Gen<int> Amount => Gen.Frequency((8, Gen.Choose(1, 120)), (2, Gen.Choose(1, 600)), (1, Gen.Choose(-1, 0)));

    private static Gen<int?> MaybeAmount => Gen.Frequency((2, Gen.Constant((int?)null)), (3, Amount.Select(amount => (int?)amount)));

    private static Gen<string?> Key =>
        Gen.Frequency((4, Gen.Constant((string?)null)), (2, Gen.Choose(0, 8).Select(number => (string?)$"key-{number}")));

    private static Gen<Step> Steps => Gen.Frequency(
        (6, With(Verb.Deposit, Wallet, Gen.Constant(0), Amount.Select(amount => (int?)amount), None)),
        (3, With(Verb.Withdraw, Wallet, Gen.Constant(0), Amount.Select(amount => (int?)amount), None)),
        (6, With(Verb.Transfer, Wallet, Wallet, Amount.Select(amount => (int?)amount), None)),
        (5, With(Verb.Freeze, Wallet, Gen.Choose(0, 1), Amount.Select(amount => (int?)amount), Gen.OneOf(None, Gen.Choose(1, 40).Select(seconds => (int?)seconds)))),
        (3, With(Verb.Unfreeze, Gen.Choose(0, 9), Gen.Constant(0), MaybeAmount, None)),
        (4, With(Verb.Capture, Gen.Choose(0, 9), Gen.OneOf(Wallet, Gen.Constant(ModelLedger.Cash)), MaybeAmount, Gen.OneOf(None, Gen.Constant((int?)1)))),
        (5, With(Verb.Refund, Gen.Choose(0, 30), Gen.Constant(0), MaybeAmount, None)),
        (2, With(Verb.Cancel, Gen.Choose(0, 30), Gen.Constant(0), None, None)),
        (1, With(Verb.FreezeWallet, Wallet, Gen.Choose(0, 1), None, Gen.Choose(1, 3).Select(sides => (int?)sides))),
        (2, With(Verb.ThawWallet, Wallet, Gen.Choose(0, 1), None, None)),
        (1, With(Verb.CloseWallet, Wallet, Gen.Constant(0), None, None)),
        (2, With(Verb.ReopenWallet, Wallet, Gen.Constant(0), None, None)),
        (2, Gen.Choose(1, 20).Select(seconds => new Step(Verb.Tick, 0, seconds))),
        (1, Gen.Constant(new Step(Verb.Reopen, 0))));

    private static Gen<int?> None => Gen.Constant((int?)null);

    private static Gen<Step> With(Verb verb, Gen<int> a, Gen<int> b, Gen<int?> amount, Gen<int?> extra) =>
        from first in a
        from second in b
        from units in amount
        from third in extra
        from key in Key
        select new Step(verb, first, second, units, third, key);
}
