namespace WalletCore.Aot.App;

internal static class Check
{
    public static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"It does not hold: {what}.");
        }
    }
}
