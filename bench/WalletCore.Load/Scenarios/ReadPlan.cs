using System.Diagnostics;
using WalletCore.Load.Contestants;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Scenarios;

/// <summary>The reads of one wallet, and the places in its history that they ask for.</summary>
internal sealed class ReadPlan
{
    private const int PagesIntoMiddle = 2;

    private readonly LedgerReader _reader;
    private readonly WalletRef _wallet;
    private readonly DateTimeOffset _middle;
    private readonly DateOnly _day;
    private readonly string? _middleCursor;

    private ReadPlan(LedgerReader reader, WalletRef wallet, long entries, DateTimeOffset middle, DateOnly day, string? middleCursor)
    {
        _reader = reader;
        _wallet = wallet;
        Entries = entries;
        _middle = middle;
        _day = day;
        _middleCursor = middleCursor;
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        "wallet", "first page, newest first", "first page, oldest first", "page in the middle, by cursor", "page in the middle, by time",
        "balance at a time in the middle", "balance on a business date",
    ];

    public long Entries { get; }

    public static async Task<ReadPlan> MakeAsync(OpenedLedger ledger, WalletRef wallet)
    {
        var reader = ledger.Ledger.Reader;
        var newest = (await reader.GetStatementAsync(new StatementQuery(wallet, Currency.EUR))).Items[0];
        var oldest = (await reader.GetStatementAsync(new StatementQuery(wallet, Currency.EUR) { Order = StatementOrder.OldestFirst })).Items[0];
        var middle = oldest.RecordedAt + ((newest.RecordedAt - oldest.RecordedAt) / 2);
        string? cursor = null;
        for (var page = 0; page < PagesIntoMiddle; page++)
        {
            cursor = (await reader.GetStatementAsync(new StatementQuery(wallet, Currency.EUR) { RecordedTo = middle, Cursor = cursor })).NextCursor ?? cursor;
        }

        return new ReadPlan(reader, wallet, newest.Number, middle, newest.BusinessDate, cursor);
    }

    /// <summary>Reads one after another for so long.</summary>
    public async Task<LatencyHistogram> MeasureAsync(string name, double seconds)
    {
        await ReadAsync(name);
        var histogram = new LatencyHistogram();
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            var began = Stopwatch.GetTimestamp();
            await ReadAsync(name);
            histogram.Record((long)Stopwatch.GetElapsedTime(began).TotalNanoseconds);
        }

        return histogram;
    }

    private async Task ReadAsync(string name)
    {
        var statement = new StatementQuery(_wallet, Currency.EUR);
        switch (Names.ToList().IndexOf(name))
        {
            case 0:
                Require(await _reader.GetWalletAsync(_wallet) is not null);
                break;
            case 1:
                await PageAsync(statement);
                break;
            case 2:
                await PageAsync(statement with { Order = StatementOrder.OldestFirst });
                break;
            case 3:
                await PageAsync(statement with { RecordedTo = _middle, Cursor = _middleCursor });
                break;
            case 4:
                await PageAsync(statement with { RecordedTo = _middle });
                break;
            case 5:
                Require(await _reader.GetBalanceAtAsync(_wallet, Currency.EUR, _middle) is not null);
                break;
            default:
                Require(await _reader.GetBalanceOnAsync(_wallet, Currency.EUR, _day) is not null);
                break;
        }
    }

    private async Task PageAsync(StatementQuery query) => Require((await _reader.GetStatementAsync(query)).Items.Count > 0);

    private static void Require(bool found)
    {
        if (!found)
        {
            throw new InvalidOperationException("A read found nothing where there is something.");
        }
    }
}
