using System.Runtime.CompilerServices;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>What can be read of a ledger. Thread safe; reads never block the writer and see committed facts only.</summary>
public sealed class LedgerReader
{
    private readonly LedgerContext _ledger;
    private readonly IWalletStore _store;

    internal LedgerReader(LedgerContext ledger, IWalletStore store)
    {
        _ledger = ledger;
        _store = store;
    }

    /// <summary>What of a transaction is still refundable.</summary>
    public async ValueTask<Int128?> GetRefundableAsync(TransactionId id, CancellationToken cancellationToken = default)
    {
        var reader = await _store.OpenReaderAsync(_ledger.Id, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return _ledger.Mint.TryOrdinal(id.Value, out var sequence)
                ? (await reader.FindRefundAsync(sequence, cancellationToken).ConfigureAwait(false))?.Refunded
                : null;
        }
    }

    /// <summary>A wallet, or null.</summary>
    public async ValueTask<Wallet?> GetWalletAsync(WalletRef wallet, CancellationToken cancellationToken = default)
    {
        var reader = await _store.OpenReaderAsync(_ledger.Id, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var facts = wallet.Owner is { } owner ? await reader.FindWalletByOwnerAsync(owner, cancellationToken).ConfigureAwait(false)
                : wallet.AccountNumber is { } number ? await reader.FindWalletByAccountNumberAsync(number, cancellationToken).ConfigureAwait(false)
                : _ledger.Mint.TryOrdinal(wallet.Id, out var ordinal) ? await reader.FindWalletAsync(ordinal, cancellationToken).ConfigureAwait(false)
                : null;
            return facts is null ? null : Views.Wallet(_ledger, facts);
        }
    }

    internal async IAsyncEnumerable<FreezeId[]> ListDueFreezesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = MicroTime.FromDateTimeOffset(_ledger.Options.TimeProvider.GetUtcNow());
        var filter = new FreezeFilter { Status = FreezeStatus.Active, ExpiresAtMax = now };
        var after = 0L;
        while (true)
        {
            IReadOnlyList<FreezeRow> rows;
            var reader = await _store.OpenReaderAsync(_ledger.Id, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                rows = await reader.ListFreezesAsync(filter, after, Limits.PageSizeMax, cancellationToken).ConfigureAwait(false);
            }

            if (rows.Count == 0)
            {
                yield break;
            }

            yield return [.. rows.Select(row => _ledger.Mint.Freeze(row.Ordinal, row.CreatedAt))];
            after = rows[^1].Ordinal;
        }
    }
}
