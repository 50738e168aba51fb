using System.Diagnostics;
using Spectre.Console;

namespace Samples.MarketplaceDay;

/// <summary>Shows how far the day has come: a bar on a terminal, a line every tenth when the output goes elsewhere.</summary>
internal static class Display
{
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> RunAsync(int total, Func<Action<int>, Task> play)
    {
        var started = Stopwatch.GetTimestamp();
        if (Console.IsOutputRedirected)
        {
            var tenth = 0;
            await play(done =>
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
            await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
                .StartAsync(async context =>
                {
                    var task = context.AddTask("the day", maxValue: Math.Max(1, total));
                    await play(done => task.Value = done);
                    task.Value = task.MaxValue;
                });
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
