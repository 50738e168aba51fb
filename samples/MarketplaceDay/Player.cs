using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>
/// Plays a day into a ledger: in batches, which is what makes it fast, and in order, which is what makes it right. A line about an earlier
/// line's transaction needs that one's id, so a batch ends before a line that is about one of its own.
/// </summary>
/// <remarks>
/// Each line's key is its command's idempotency key. Played again, after a kill or for no reason, the lines that were answered are answered
/// again and change nothing; the first that was not goes on from there.
/// </remarks>
/// <param name="ledger">The ledger.</param>
/// <param name="day">The day.</param>
/// <param name="progress">Told after each batch how many lines are done.</param>
internal sealed class Player(Ledger ledger, Day day, Action<int> progress)
{
    private const int BatchLength = 2_000;

    private readonly List<(Instruction Line, Command Command)> _batch = new(BatchLength);
    private readonly HashSet<string> _batchKeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Made> _made = new(StringComparer.Ordinal);
    private int _linesRead;

    public Tally Tally { get; } = new();

    public async Task PlayAsync()
    {
        foreach (var text in day.Lines)
        {
            try
            {
                await AddAsync(day.Read(text));
            }
            catch (MalformedLineException malformed)
            {
                Tally.AddMalformed(malformed.Message);
            }

            _linesRead++;
            if (_batch.Count == BatchLength)
            {
                await SendAsync();
            }
        }

        await SendAsync();
    }

    private async Task AddAsync(Instruction line)
    {
        Made about = default;
        if (line.RefersTo is { } key)
        {
            if (_batchKeys.Contains(key))
            {
                await SendAsync();
            }

            about = await FindAsync(key);
        }

        _batch.Add((line, line.Build(about)));
        _batchKeys.Add(line.Key);
    }

    /// <summary>What the line of that key made: known from this run, or, for a line of another day, what the ledger knows of the key.</summary>
    private async ValueTask<Made> FindAsync(string key)
    {
        if (_made.TryGetValue(key, out var made) || day.HasKey(key))
        {
            return made;
        }

        return await EarlierDays.FindAsync(ledger, key);
    }

    private async Task SendAsync()
    {
        var batch = await ledger.ExecuteBatchAsync([.. _batch.Select(pair => pair.Command)]);
        for (var i = 0; i < _batch.Count; i++)
        {
            var (line, outcome) = (_batch[i].Line, batch.Outcomes[i]);
            Tally.Add(line.Verb, outcome);
            if (outcome.Receipt is { } receipt)
            {
                _made.TryAdd(line.Key, new Made(receipt.TransactionId, receipt is FreezeReceipt freeze ? freeze.Id : default));
            }
        }

        _batch.Clear();
        _batchKeys.Clear();
        progress(_linesRead);
    }
}
