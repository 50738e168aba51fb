using WalletCore;

namespace Samples;

/// <summary>What the small samples share: a file of their own that goes when they end, and a loud end when something is not as told.</summary>
internal static class Story
{
    /// <summary>Runs a sample on a wallet file in a folder of its own, which is removed afterwards.</summary>
    /// <returns>The exit code: 0, or 1 when the story did not go as told.</returns>
    public static async Task<int> TellAsync(Func<string, Task> story)
    {
        var folder = Directory.CreateTempSubdirectory("walletcore-sample-").FullName;
        try
        {
            await story(Path.Combine(folder, "wallets.db"));
            return 0;
        }
        catch (SurpriseException surprise)
        {
            await Console.Error.WriteLineAsync($"Surprise: {surprise.Message}");
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static void Title(string text) => Console.WriteLine($"\n== {text} ==");

    public static void Line(string text) => Console.WriteLine(text);

    /// <summary>Available and frozen money of a wallet, checked against what the story says.</summary>
    public static async Task BalanceAsync(Ledger ledger, string name, WalletId wallet, Money available, Money? frozen = null)
    {
        var account = (await ledger.Reader.GetWalletAsync(wallet))!.AccountIn(available.Currency)!;
        Line($"{name,-12}{account.Available,16} available {account.Frozen,14} frozen");
        Expect(account.Available == available, $"{name} has {account.Available} available, not {available}");
        Expect(account.Frozen == (frozen ?? Money.Zero(available.Currency)), $"{name} has {account.Frozen} frozen, not {frozen}");
    }

    public static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SurpriseException(otherwise);
        }
    }
}

internal sealed class SurpriseException(string message) : Exception(message);
