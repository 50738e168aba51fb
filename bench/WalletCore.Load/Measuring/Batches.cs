using WalletCore.Load.Contestants;

namespace WalletCore.Load.Measuring;

/// <summary>Transfers through the batch API. The commands are made before the clock starts, as a host that reads a file of them would have them.</summary>
internal static class Batches
{
    private static int _runs;

    public static async Task<Sample> RunAsync(OpenedLedger ledger, Traffic traffic, int transfers, int batchLength)
    {
        var batches = Make(ledger, traffic, transfers, batchLength);
        var meter = Meter.Start();
        for (var i = 0; i < batches.Length; i++)
        {
            var outcome = await ledger.Ledger.ExecuteBatchAsync(batches[i]);
            if (outcome.PostedCount != batches[i].Length)
            {
                throw new InvalidOperationException($"A transfer was refused: {outcome.Outcomes.First(one => !one.IsPosted).Refusal}");
            }
        }

        return meter.Stop(transfers) with { GroupLength = batchLength };
    }

    private static Command[][] Make(OpenedLedger ledger, Traffic traffic, int transfers, int batchLength)
    {
        var run = Interlocked.Increment(ref _runs);
        var random = new Random(run);
        var batches = new List<Command[]>();
        for (var made = 0; made < transfers; made += batchLength)
        {
            var from = made;
            batches.Add([.. Enumerable.Range(from, Math.Min(batchLength, transfers - from))
                .Select(n => (Command)ledger.CommandOf(traffic.Next(random), $"b{run}-{n}"))]);
        }

        return [.. batches];
    }
}
