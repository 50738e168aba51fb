using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The marks on the accounts' histories: one on every <see cref="WaypointRow.Interval"/>th entry, and no other. Gathers what to expect and
/// compares in runs, so that an account is asked for once a run.
/// </summary>
internal sealed class WaypointCheck(AuditedBooks books) : JournalCheck
{
    private const int RunLength = 4096;

    private readonly Dictionary<AuditedAccount, List<(WaypointRow Row, long Sequence)>> _expected = [];
    private int _expectedCount;

    /// <summary>Expects a mark on the entry that the account just got.</summary>
    public void Expect(AuditedAccount account, in TransactionRow header)
    {
        if (!_expected.TryGetValue(account, out var rows))
        {
            _expected[account] = rows = [];
        }

        rows.Add((new WaypointRow
        {
            Account = account.Row.Ordinal,
            EntryNumber = account.EntryCount,
            Entry = account.LastEntry,
            RecordedAt = header.RecordedAt,
            BusinessDayMin = account.BusinessDayMin,
            BusinessDayMax = account.BusinessDayMax,
        }, header.Sequence));
        _expectedCount++;
    }

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
    }

    public override ValueTask AfterPageAsync(CancellationToken cancellationToken) =>
        _expectedCount < RunLength ? ValueTask.CompletedTask : CompareAsync(cancellationToken);

    public override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await CompareAsync(cancellationToken).ConfigureAwait(false);
        foreach (var account in books.Accounts.Values)
        {
            // The last one that there should be; what follows it is too much.
            var last = account.EntryCount / WaypointRow.Interval * WaypointRow.Interval;
            var rows = await ReadAsync(account, last, 1, cancellationToken).ConfigureAwait(false);
            if (rows is { Count: > 0 })
            {
                Wrong(account, rows[0].EntryNumber, null, "there should be none");
            }
        }
    }

    private async ValueTask CompareAsync(CancellationToken cancellationToken)
    {
        foreach (var (account, expected) in _expected)
        {
            var first = expected[0].Row.EntryNumber;
            var last = expected[^1].Row.EntryNumber;
            var rows = await ReadAsync(account, first - WaypointRow.Interval, expected.Count + 1, cancellationToken).ConfigureAwait(false);
            if (rows is not null)
            {
                Compare(account, expected, [.. rows.Where(row => row.EntryNumber <= last)]);
            }
        }

        _expected.Clear();
        _expectedCount = 0;
    }

    private ValueTask<IReadOnlyList<WaypointRow>?> ReadAsync(AuditedAccount account, long after, int limit, CancellationToken cancellationToken) =>
        books.TryAsync<IReadOnlyList<WaypointRow>?>(
            "waypoints", async () => await books.Reader.ListWaypointsAsync(account.Row.Ordinal, after, limit, cancellationToken).ConfigureAwait(false));

    private void Compare(AuditedAccount account, List<(WaypointRow Row, long Sequence)> expected, WaypointRow[] stored)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            if (i >= stored.Length || stored[i].EntryNumber > expected[i].Row.EntryNumber)
            {
                Wrong(account, expected[i].Row.EntryNumber, expected[i].Sequence, "it is missing");
                return;
            }

            if (stored[i].EntryNumber < expected[i].Row.EntryNumber)
            {
                Wrong(account, stored[i].EntryNumber, null, "there should be none");
                return;
            }

            if (stored[i] != expected[i].Row)
            {
                Wrong(account, stored[i].EntryNumber, expected[i].Sequence, "it is not that of its entry");
            }
        }
    }

    private void Wrong(AuditedAccount account, long entryNumber, long? sequence, string what) => books.Findings.Add(
        VerificationCode.WaypointWrong, sequence, $"The waypoint of account {account.Row.Ordinal} at entry {entryNumber}: {what}.");
}
