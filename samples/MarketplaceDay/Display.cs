using System.Diagnostics;
using Spectre.Console;

namespace Samples.MarketplaceDay;

/// <summary>Shows how far the day has come: a bar on a terminal, a line every tenth when the output goes elsewhere.</summary>
internal static class Display
{
    /// <returns>What the work made, and how long it took.</returns>
    public static async Task<(T Result, TimeSpan Elapsed)> RunAsync<T>(int total, Func<Action<int>, Task<T>> play)
    {
        T result;
        var started = Stopwatch.GetTimestamp();
        if (Console.IsOutputRedirected)
        {
            var tenth = 0;
            result = await play(done =>
            {
                if (total > 0 && done * 10L / total > tenth)
                {
                    tenth = (int)(done * 10L / total);
                    Console.WriteLine($"  {tenth * 10,3} % {done,12:N0} lines");
                }
            });
        }
        else
        {
            result = await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
                .StartAsync(async context =>
                {
                    var task = context.AddTask("the day", maxValue: Math.Max(1, total));
                    var made = await play(done => task.Value = done);
                    task.Value = task.MaxValue;
                    return made;
                });
        }

        return (result, Stopwatch.GetElapsedTime(started));
    }
}
