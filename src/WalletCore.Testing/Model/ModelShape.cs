namespace WalletCore.Testing;

/// <summary>What is wrong with a command whatever the books say; null: nothing.</summary>
internal static class ModelShape
{
    public static string? Check(Command command)
    {
        var amounts = AmountsOf(command);
        if (amounts.Exists(amount => !amount.IsPositive))
        {
            return RefusalCode.AmountNotPositive;
        }

        if (amounts.Exists(amount => amount.AmountMinor > Limits.AmountMax))
        {
            return RefusalCode.AmountOverflow;
        }

        if (!Fits(command.Key) || !Fits(command.Reference))
        {
            return RefusalCode.FieldInvalid;
        }

        return command switch
        {
            OpenWallet { Kind: WalletKind.Prepaid, CreditLimit.IsZero: false } => RefusalCode.CommandInvalid,
            Adjust { Actor: null } => RefusalCode.CommandInvalid,
            _ => null,
        };
    }

    private static List<Money> AmountsOf(Command command) => command switch
    {
        Deposit deposit => [deposit.Amount],
        Withdraw withdraw => [withdraw.Amount],
        Transfer transfer => [transfer.Amount],
        Adjust adjust => [adjust.Amount],
        Post post => [post.Amount],
        Freeze freeze => [freeze.Amount],
        RaiseFreeze raise => [raise.Amount],
        Unfreeze { Amount: { } amount } => [amount],
        Capture { Amount: { } amount } => [amount],
        Refund { Amount: { } amount } => [amount],
        _ => [],
    };

    private static bool Fits(string? text) => text is null || (text.Length is > 0 and <= 200 && !text.Any(char.IsControl));
}
