using System.Globalization;

namespace WalletCore.Ledgers.Tests.Properties.Model;

/// <summary>What a step does.</summary>
internal enum Verb
{
    Deposit,
    Withdraw,
    Transfer,
    Freeze,
    Unfreeze,
    Capture,
    Refund,
    Cancel,
    FreezeWallet,
    ThawWallet,
    CloseWallet,
    ReopenWallet,
    Tick,
    Reopen,
}

/// <summary>
/// One command of a random history, in small numbers, so that it shrinks and prints. <paramref name="A"/> is the wallet, or the how-manieth
/// freeze record or transaction; <paramref name="B"/> the other wallet (-1: cash), the reason or the seconds; <paramref name="Extra"/> the
/// sides, the seconds until the expiry, or 1 for several captures or a final one.
/// </summary>
internal sealed record Step(Verb Verb, int A, int B = 0, int? Amount = null, int? Extra = null, string? Key = null)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"new(Verb.{Verb}, {A}, {B}, {Text(Amount)}, {Text(Extra)}, {(Key is null ? "null" : $"\"{Key}\"")}),");

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
