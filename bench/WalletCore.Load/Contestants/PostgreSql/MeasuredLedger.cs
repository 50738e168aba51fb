using System.Globalization;
using WalletCore.Load.Measuring;
using WalletCore.PostgreSql;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>The library on a database of its own.</summary>
internal sealed record MeasuredLedger(OpenedLedger Ledger, MeasuredDatabase Database)
{
    /// <summary>This process's callers, for a while.</summary>
    public Task<Sample> RunAsync(Traffic traffic, int callers, double seconds) => MeasureAsync(() => Crowd.RunAsync(Ledger, traffic, callers, seconds));

    /// <summary>Measures, and adds what the server wrote and how many transfers went into a commit.</summary>
    public async Task<Sample> MeasureAsync(Func<Task<Sample>> run)
    {
        var before = await HeadAsync();
        var sample = await Database.MeasureAsync(run);
        var after = await HeadAsync();
        return sample with { GroupLength = (double)(after.Sequence - before.Sequence) / (after.Commits - before.Commits) };
    }

    private async Task<(long Commits, long Sequence)> HeadAsync()
    {
        await using var command = Database.DataSource.CreateCommand(string.Create(
            CultureInfo.InvariantCulture, $"SELECT commits, sequence FROM {PostgreSqlSchema.DefaultName}.heads"));
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
