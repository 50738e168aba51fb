using System.Runtime.CompilerServices;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Freeze records as they read: expired once their time has passed.</summary>
internal sealed class FreezeReader(LedgerContext ledger, IWalletStore store)
{
    /// <summary>How many stored records one page looks at, at most, for those that still hold money.</summary>
    private const int RecordsPerPageMax = 20_000;

    public async ValueTask<FreezeRecord?> GetAsync(FreezeId id, CancellationToken cancellationToken)
    {
        if (!ledger.Mint.TryOrdinal(id.Value, out var ordinal))
        {
            return null;
        }

        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.Reader.FindFreezeAsync(ordinal, cancellationToken).ConfigureAwait(false) is { } row
                && ledger.Mint.Freeze(ordinal, row.CreatedAt) == id
                ? (await ViewAsync(session, [row], await session.GetNowAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))[0]
                : null;
        }
    }

    public async ValueTask<Page<FreezeRecord>> ListAsync(FreezeQuery query, CancellationToken cancellationToken)
    {
        PageSize.ThrowUnlessFits(query.PageSize);
        var cursor = new Cursor(ledger.Id, "freezes").Of(query.Wallet).Of((long?)query.Status);
        var after = cursor.Read(query.Cursor, 0);
        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Snapshot, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            long? wallet = null;
            if (query.Wallet is { } reference)
            {
                if (await session.FindWalletAsync(reference, cancellationToken).ConfigureAwait(false) is not { } facts)
                {
                    return Page<FreezeRecord>.Empty;
                }

                wallet = facts.Wallet.Ordinal;
            }

            var now = await session.GetNowAsync(cancellationToken).ConfigureAwait(false);
            var (rows, next) = query.Status switch
            {
                FreezeStatus.Active => await ListActiveAsync(session.Reader, wallet, after, query.PageSize, now, cancellationToken).ConfigureAwait(false),
                FreezeStatus.Expired => await ListExpiredAsync(session.Reader, wallet, after, query.PageSize, now, cancellationToken).ConfigureAwait(false),
                _ => await ListStoredAsync(
                    session.Reader, new FreezeFilter { Wallet = wallet, Status = query.Status }, after, query.PageSize, cancellationToken).ConfigureAwait(false),
            };
            return new Page<FreezeRecord>
            {
                Items = await ViewAsync(session, rows, now, cancellationToken).ConfigureAwait(false),
                NextCursor = next is { } position ? cursor.Write(position) : null,
            };
        }
    }

    /// <summary>The records whose time has passed and whose release is not posted, page by page.</summary>
    public async IAsyncEnumerable<FreezeId[]> ListDueAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = MicroTime.FromDateTimeOffset(ledger.Options.TimeProvider.GetUtcNow());
        var filter = new FreezeFilter { Status = FreezeStatus.Active, ExpiresAtMax = now };
        var after = 0L;
        while (true)
        {
            IReadOnlyList<FreezeRow> rows;
            var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                rows = await session.Reader.ListFreezesAsync(filter, after, Limits.PageSizeMax, cancellationToken).ConfigureAwait(false);
            }

            if (rows.Count == 0)
            {
                yield break;
            }

            yield return [.. rows.Select(row => ledger.Mint.Freeze(row.Ordinal, row.CreatedAt))];
            after = rows[^1].Ordinal;
        }
    }

    private static async ValueTask<(List<FreezeRow> Rows, long? Next)> ListStoredAsync(
        IWalletReader reader, FreezeFilter filter, long after, int limit, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is another page.
        var rows = await reader.ListFreezesAsync(filter, after, limit + 1, cancellationToken).ConfigureAwait(false);
        return rows.Count > limit ? ([.. rows.Take(limit)], rows[limit - 1].Ordinal) : ([.. rows], null);
    }

    /// <summary>Stored as active, without those whose time has passed.</summary>
    private static async ValueTask<(List<FreezeRow> Rows, long? Next)> ListActiveAsync(
        IWalletReader reader, long? wallet, long after, int limit, long now, CancellationToken cancellationToken)
    {
        var filter = new FreezeFilter { Wallet = wallet, Status = FreezeStatus.Active };
        var found = new List<FreezeRow>(limit);
        long? next = after;
        for (var seen = 0; next is { } position && found.Count < limit && seen < RecordsPerPageMax;)
        {
            var (rows, more) = await ListStoredAsync(reader, filter, position, limit - found.Count, cancellationToken).ConfigureAwait(false);
            found.AddRange(rows.Where(row => !(row.ExpiresAt <= now)));
            seen += rows.Count;
            next = more;
        }

        return (found, next);
    }

    /// <summary>Stored as expired, and those stored as active whose time has passed.</summary>
    private static async ValueTask<(List<FreezeRow> Rows, long? Next)> ListExpiredAsync(
        IWalletReader reader, long? wallet, long after, int limit, long now, CancellationToken cancellationToken)
    {
        var stored = await reader.ListFreezesAsync(
            new FreezeFilter { Wallet = wallet, Status = FreezeStatus.Expired }, after, limit + 1, cancellationToken).ConfigureAwait(false);
        var due = await reader.ListFreezesAsync(
            new FreezeFilter { Wallet = wallet, Status = FreezeStatus.Active, ExpiresAtMax = now }, after, limit + 1, cancellationToken).ConfigureAwait(false);
        var rows = stored.Concat(due).OrderBy(row => row.Ordinal).Take(limit).ToList();
        return (rows, stored.Count + due.Count > limit ? rows[^1].Ordinal : null);
    }

    private async ValueTask<FreezeRecord[]> ViewAsync(
        ReadSession session, List<FreezeRow> rows, long now, CancellationToken cancellationToken)
    {
        var accounts = new AccountDirectory(ledger);
        await accounts.LoadAccountsAsync(session.Reader, rows.Select(row => row.Account), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => Views.Freeze(ledger, row, accounts[row.Account].Identity, now))];
    }
}
