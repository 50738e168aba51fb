using WalletCore.Storage;

namespace WalletCore;

/// <summary>Places in the history of an account: entries are numbered from 1 in the order of recording, and their times never go back.</summary>
internal static class EntryHistory
{
    /// <summary>How many entries of the account were recorded at or before that time. Looks at one waypoint and at most one block of entries.</summary>
    public static async ValueTask<long> CountRecordedByAsync(
        IWalletReader reader, long account, long recordedAtMax, CancellationToken cancellationToken)
    {
        var waypoint = await reader.FindWaypointAsync(account, recordedAtMax, cancellationToken).ConfigureAwait(false);
        var count = waypoint?.EntryNumber ?? 0;
        var entries = await reader.ReadEntriesAsync(account, count + 1, WaypointRow.Interval, cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            if (entry.Transaction.RecordedAt > recordedAtMax)
            {
                break;
            }

            count = entry.Number;
        }

        return count;
    }

    /// <summary>The whole balance after the entry of that number; zero for the number zero.</summary>
    public static async ValueTask<Int128> BalanceAfterAsync(IWalletReader reader, long account, long number, CancellationToken cancellationToken)
    {
        if (number == 0)
        {
            return 0;
        }

        var entries = await reader.ReadEntriesAsync(account, number, 1, cancellationToken).ConfigureAwait(false);
        return entries.Count == 1
            ? BalanceAfter(entries[0])
            : throw new LedgerIntegrityException($"Entry {number} of account {account} is missing.");
    }

    public static Int128 BalanceAfter(in EntryFacts entry) => entry.Side == Side.Debit
        ? entry.Posting.DebitAvailable + entry.Posting.DebitFrozen
        : entry.Posting.CreditAvailable + entry.Posting.CreditFrozen;

    /// <summary>What the entry did to the whole balance: nothing where money only moved between the account's own pockets.</summary>
    public static Int128 BalanceChange(in EntryFacts entry, AccountClass accountClass) =>
        entry.Posting.DebitAccount == entry.Posting.CreditAccount ? 0
        : accountClass.NormalSide() == entry.Side ? entry.Posting.Amount
        : -entry.Posting.Amount;
}
