using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Wallets and accounts as they stand.</summary>
internal sealed class WalletReader(LedgerContext ledger, IWalletStore store)
{
    public async ValueTask<Wallet?> GetAsync(WalletRef wallet, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(
            async session => await session.FindWalletAsync(wallet, cancellationToken).ConfigureAwait(false) is { } facts ? [facts] : [],
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : Views.Wallet(ledger, found[0]);
    }

    public async ValueTask<Page<Wallet>> ListAsync(WalletQuery query, CancellationToken cancellationToken)
    {
        PageSize.ThrowUnlessFits(query.PageSize);
        var filter = new WalletFilter
        {
            OwnerId = query.OwnerId,
            ApplicationId = query.ApplicationId,
            Label = query.Label,
            Kind = query.Kind,
            State = query.State,
            Restricted = query.IsFrozen,
            Currency = query.Currency?.Code,
        };
        var cursor = new Cursor(ledger.Id, "wallets")
            .Of(query.OwnerId).Of(query.ApplicationId).Of(query.Label).Of((long?)query.Kind).Of((long?)query.State)
            .Of(query.IsFrozen?.ToString()).Of(query.Currency?.Code);
        var after = cursor.Read(query.Cursor, 0);

        // One more than asked for tells whether there is another page.
        var found = await ReadAsync(
            session => session.Reader.ListWalletsAsync(filter, after, query.PageSize + 1, cancellationToken), cancellationToken).ConfigureAwait(false);
        var count = Math.Min(found.Count, query.PageSize);
        return new Page<Wallet>
        {
            Items = [.. found.Take(count).Select(facts => Views.Wallet(ledger, facts))],
            NextCursor = found.Count > count ? cursor.Write(found[count - 1].Wallet.Ordinal) : null,
        };
    }

    public async ValueTask<IReadOnlyList<Account>> ListSystemAccountsAsync(CancellationToken cancellationToken)
    {
        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var accounts = await session.Reader.ListSystemAccountsAsync(cancellationToken).ConfigureAwait(false);
            return [.. accounts.Select(account => Views.Account(ledger, default, account))];
        }
    }

    /// <summary>
    /// Reads wallets with the money of freeze records whose time has passed as available. Only where something is frozen does that cost more:
    /// the same read again, with the freeze records, from one snapshot.
    /// </summary>
    private async ValueTask<IReadOnlyList<WalletFacts>> ReadAsync(
        Func<ReadSession, ValueTask<IReadOnlyList<WalletFacts>>> read, CancellationToken cancellationToken)
    {
        var latest = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (latest.ConfigureAwait(false))
        {
            var found = await read(latest).ConfigureAwait(false);
            if (!found.Any(DueFreezes.MayHave))
            {
                return found;
            }
        }

        var snapshot = await ReadSession.OpenAsync(ledger, store, ReadScope.Snapshot, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var wallets = (await read(snapshot).ConfigureAwait(false)).ToArray();
            var now = await snapshot.GetNowAsync(cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < wallets.Length; i++)
            {
                wallets[i] = await DueFreezes.ReleaseAsync(snapshot.Reader, wallets[i], now, cancellationToken).ConfigureAwait(false);
            }

            return wallets;
        }
    }
}
