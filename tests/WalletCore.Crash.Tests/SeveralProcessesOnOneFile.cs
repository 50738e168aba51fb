using WalletCore.Crash.App;
using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests;

/// <summary>Several hosts hammer the same wallets in the same file at once.</summary>
[Collection(nameof(Heavy))]
public sealed class SeveralProcessesOnOneFile(ITestOutputHelper output) : IDisposable
{
    private const int Callers = 16;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("wallets.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, 2_000)]
    [InlineData(4, 1_000)]
    public async Task All_make_progress_and_the_books_are_those_of_one(int processes, int answersEach)
    {
        var apps = await StartAsync(processes, answersEach);

        await Task.WhenAll(apps.Select(app => app.FinishAsync()));

        await TellAsync(apps);
    }

    [Theory]
    [InlineData(2, 2_000)]
    [InlineData(4, 500)]
    public async Task One_killed_does_not_hold_up_the_others(int processes, int answersEach)
    {
        var apps = await StartAsync(processes, answersEach);

        await apps[0].KillAsync();
        await Task.WhenAll(apps.Skip(1).Select(app => app.AnsweredAsync(app.Acknowledged.Count + answersEach)));
        await Task.WhenAll(apps.Skip(1).Select(app => app.FinishAsync()));

        await TellAsync(apps);
    }

    [Fact]
    public async Task All_may_be_the_first_to_open_a_new_file()
    {
        const int rounds = 4;
        for (var round = 0; round < rounds; round++)
        {
            var file = _folder.File($"new-{round}.db");
            var apps = Enumerable.Range(0, 4).Select(i => CrashApp.Start(Mode.Commands, file, $"p{i}", 1, round)).ToList();
            await Task.WhenAll(apps.Select(app => app.FinishAsync()));

            await Inspection.RunAsync(file, [.. apps.SelectMany(app => app.Acknowledged)]);
            apps.ForEach(app => app.Dispose());
        }
    }

    private async Task<IReadOnlyList<CrashApp>> StartAsync(int processes, int answersEach)
    {
        var seed = Seed.Next();
        output.WriteLine($"seed {seed}");
        var apps = Enumerable.Range(0, processes).Select(i => CrashApp.Start(Mode.Commands, File, $"p{i}", Callers, seed + (1_000 * i))).ToList();
        await Task.WhenAll(apps.Select(app => app.AnsweredAsync(answersEach)));
        return apps;
    }

    /// <summary>Inspects the file and says how much each process got done.</summary>
    private async Task TellAsync(IReadOnlyList<CrashApp> apps)
    {
        var transactions = await Inspection.RunAsync(File, [.. apps.SelectMany(app => app.Acknowledged)]);
        output.WriteLine($"{string.Join(", ", apps.Select(app => app.Acknowledged.Count))} answers, {transactions} transactions");
        foreach (var app in apps)
        {
            app.Dispose();
        }
    }
}
