using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace WalletCore.Tests.Support;

/// <summary>
/// Runs a law over random cases. Each run takes a new seed and names it when the law is broken; the environment variable
/// WALLETCORE_SEED repeats the run of that seed.
/// </summary>
internal static class Property
{
    private const string SeedVariable = "WALLETCORE_SEED";

    public static void Holds<T>(Gen<T> cases, Action<T> law, int caseCount = 1_000) => Holds(cases, law, caseCount, ChooseSeed());

    public static void Holds<T>(Gen<T> cases, Action<T> law, int caseCount, ulong seed)
    {
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(caseCount)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)));
        try
        {
            Check.One(config, Prop.ForAll(cases.ToArbitrary(), law));
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"The law is broken. Repeat with {SeedVariable}={seed}\n{broken.Message}", broken);
        }
    }

    private static ulong ChooseSeed() =>
        ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given)
            ? given
            : (ulong)Random.Shared.NextInt64();
}
