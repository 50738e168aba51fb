namespace WalletCore.Load.Measuring;

/// <summary>A transfer to ask for: wallets by index, and minor units.</summary>
internal readonly record struct Ask(int From, int To, long AmountMinor);

/// <summary>Who pays whom. With a hot wallet, every transfer has it on one side, and it pays in half of them.</summary>
internal sealed record Traffic(string Name, int Wallets, bool IsHot)
{
    public const int AmountMinorMax = 100;

    public static Traffic Uniform(int wallets) => new("uniform", wallets, IsHot: false);

    public static Traffic Hot(int wallets) => new("one hot wallet", wallets, IsHot: true);

    public Ask Next(Random random)
    {
        var amount = random.Next(1, AmountMinorMax + 1);
        var one = random.Next(1, Wallets);
        if (IsHot)
        {
            return random.Next(2) == 0 ? new Ask(0, one, amount) : new Ask(one, 0, amount);
        }

        var other = random.Next(Wallets - 1);
        return new Ask(one, other < one ? other : other + 1, amount);
    }
}
