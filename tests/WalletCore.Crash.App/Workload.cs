using System.Globalization;
using WalletCore;

namespace WalletCore.Crash.App;

/// <summary>What the program and the test that kills it both know: the wallets, the rules, and what a key means.</summary>
internal static class Workload
{
    /// <summary>The program's first line.</summary>
    public const string Starting = "starting";

    /// <summary>Its line once the wallets are there and the callers begin.</summary>
    public const string Ready = "ready";

    /// <summary>Its last line, when nobody kills it.</summary>
    public const string Done = "done";

    public const int WalletCount = 40;

    /// <summary>What each wallet gets at the start, in cents; every later verb but a deposit of its own moves it about.</summary>
    public const long SeedMinor = 100_000;

    /// <summary>What a deposit in the workload adds: always the same, so that the sum of all wallets tells how many there were.</summary>
    public const long DepositMinor = 700;

    public static LedgerOptions Options => new() { Rules = [Purchase] };

    private static PostingRule Purchase { get; } = PostingRule.Define("purchase", 1, rule => rule
        .Move("fee", Place.Wallet("buyer"), Place.System("fees"), AmountRule.Percent(5m), PostingRole.Fee)
        .Move("price", Place.Wallet("buyer"), Place.Wallet("seller"), AmountRule.Remaining));

    public static WalletRef Wallet(int index) => WalletRef.ByOwner($"w-{index}");

    public static string AtomicKey(string caller, string batch, int index, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{caller}-{batch}:all.{index}/{length}");

    public static Post Buy(int buyer, int seller, Money amount, string key) => new("purchase", amount)
    {
        Key = key,
        Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["buyer"] = Wallet(buyer), ["seller"] = Wallet(seller) },
    };
}
