using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>What a wallet held at a recorded time, and on a business date.</summary>
internal sealed class BalanceHistory(LedgerContext ledger, IWalletStore store)
{
    public ValueTask<Money?> GetAtAsync(WalletRef wallet, Currency currency, DateTimeOffset recordedAt, CancellationToken cancellationToken) =>
        ReadAsync(
            wallet,
            currency,
            async (reader, account) =>
            {
                var ordinal = account.Account.Ordinal;
                var time = MicroTime.FromDateTimeOffset(recordedAt);
                var count = await EntryHistory.CountRecordedByAsync(reader, ordinal, time, cancellationToken).ConfigureAwait(false);
                return await EntryHistory.BalanceAfterAsync(reader, ordinal, count, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    public ValueTask<Money?> GetOnAsync(WalletRef wallet, Currency currency, DateOnly businessDate, CancellationToken cancellationToken) =>
        ReadAsync(wallet, currency, (reader, account) => SumThroughAsync(reader, account, businessDate.DayNumber, cancellationToken), cancellationToken);

    /// <summary>
    /// The sum of all entries with a business day up to the one given. Blocks of entries between two waypoints that lie wholly before or wholly
    /// after it are not read: the balances at the ends of a run of them say what they come to.
    /// </summary>
    private static async ValueTask<Int128> SumThroughAsync(
        IWalletReader reader, AccountFacts account, int day, CancellationToken cancellationToken)
    {
        var ordinal = account.Account.Ordinal;
        var count = account.Balance.EntryCount;
        var sum = Int128.Zero;
        var runStart = 0L;
        var runEnd = 0L;
        var after = 0L;
        while (true)
        {
            var waypoints = await reader.ListWaypointsAsync(ordinal, after, Limits.PageSizeMax, cancellationToken).ConfigureAwait(false);
            foreach (var waypoint in waypoints)
            {
                if (waypoint.EntryNumber > count)
                {
                    break;
                }

                after = waypoint.EntryNumber;
                if (waypoint.BusinessDayMax <= day)
                {
                    runStart = runStart == runEnd ? after - WaypointRow.Interval : runStart;
                    runEnd = after;
                    continue;
                }

                sum += await SumRunAsync().ConfigureAwait(false);
                if (waypoint.BusinessDayMin <= day)
                {
                    sum += await SumEntriesAsync(after - WaypointRow.Interval + 1, WaypointRow.Interval).ConfigureAwait(false);
                }
            }

            if (waypoints.Count < Limits.PageSizeMax || waypoints[^1].EntryNumber > after)
            {
                break;
            }
        }

        sum += await SumRunAsync().ConfigureAwait(false);
        return after == count ? sum : sum + await SumEntriesAsync(after + 1, (int)(count - after)).ConfigureAwait(false);

        async ValueTask<Int128> SumRunAsync()
        {
            if (runStart == runEnd)
            {
                return 0;
            }

            var before = await EntryHistory.BalanceAfterAsync(reader, ordinal, runStart, cancellationToken).ConfigureAwait(false);
            var end = await EntryHistory.BalanceAfterAsync(reader, ordinal, runEnd, cancellationToken).ConfigureAwait(false);
            runStart = runEnd;
            return end - before;
        }

        async ValueTask<Int128> SumEntriesAsync(long first, int length)
        {
            var change = Int128.Zero;
            foreach (var entry in await reader.ReadEntriesAsync(ordinal, first, length, cancellationToken).ConfigureAwait(false))
            {
                if (entry.Transaction.BusinessDay <= day)
                {
                    change += EntryHistory.BalanceChange(entry, account.Account.Class);
                }
            }

            return change;
        }
    }

    private async ValueTask<Money?> ReadAsync(
        WalletRef wallet, Currency currency, Func<IWalletReader, AccountFacts, ValueTask<Int128>> balance, CancellationToken cancellationToken)
    {
        // Histories only grow, and only what was there when the account was read is looked at, so no snapshot is needed.
        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.FindAccountAsync(wallet, currency, cancellationToken).ConfigureAwait(false) is { } account
                ? Money.FromMinor(await balance(session.Reader, account).ConfigureAwait(false), currency)
                : null;
        }
    }
}
