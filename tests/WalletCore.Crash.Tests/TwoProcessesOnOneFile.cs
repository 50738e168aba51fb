using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests;

/// <summary>Two hosts hammer the same wallets in the same file at once.</summary>
public sealed class TwoProcessesOnOneFile(ITestOutputHelper output) : IDisposable
{
    private const int Callers = 16;
    private const int AnswersEach = 2_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("walletcore-two-").FullName;

    private string File => Path.Combine(_folder, "wallets.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Both_make_progress_and_the_books_are_those_of_one()
    {
        var seed = Seed.Next();
        output.WriteLine($"seed {seed}");
        using var first = CrashApp.Start(File, "a", Callers, seed);
        using var second = CrashApp.Start(File, "b", Callers, seed + 1_000);
        await Task.WhenAll(first.AnsweredAsync(AnswersEach), second.AnsweredAsync(AnswersEach));

        await Task.WhenAll(first.FinishAsync(), second.FinishAsync());

        var transactions = await Inspection.RunAsync(File, [.. first.Acknowledged, .. second.Acknowledged]);
        output.WriteLine($"{first.Acknowledged.Count} and {second.Acknowledged.Count} answers, {transactions} transactions");
    }

    [Fact]
    public async Task One_killed_does_not_hold_up_the_other()
    {
        var seed = Seed.Next();
        output.WriteLine($"seed {seed}");
        using var first = CrashApp.Start(File, "a", Callers, seed);
        using var second = CrashApp.Start(File, "b", Callers, seed + 1_000);
        await Task.WhenAll(first.AnsweredAsync(AnswersEach), second.AnsweredAsync(AnswersEach));

        await first.KillAsync();
        var before = second.Acknowledged.Count;
        await second.AnsweredAsync(before + AnswersEach);
        await second.FinishAsync();

        var transactions = await Inspection.RunAsync(File, [.. first.Acknowledged, .. second.Acknowledged]);
        output.WriteLine($"{first.Acknowledged.Count} answers before the kill, {second.Acknowledged.Count} of the survivor, {transactions} transactions");
    }
}
