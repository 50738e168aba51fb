using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>One read of a ledger: a reader of the store, and what every kind of read asks it first.</summary>
internal sealed class ReadSession : IAsyncDisposable
{
    private ReadSession(LedgerContext ledger, IWalletReader reader)
    {
        Ledger = ledger;
        Reader = reader;
    }

    public LedgerContext Ledger { get; }

    public IWalletReader Reader { get; }

    public static async ValueTask<ReadSession> OpenAsync(
        LedgerContext ledger, IWalletStore store, ReadScope scope, CancellationToken cancellationToken) =>
        new(ledger, await store.OpenReaderAsync(ledger.Id, scope, cancellationToken).ConfigureAwait(false));

    public ValueTask DisposeAsync() => Reader.DisposeAsync();

    /// <summary>The wallet, or null; also for an id of another ledger, or one that names another wallet's row.</summary>
    public async ValueTask<WalletFacts?> FindWalletAsync(WalletRef wallet, CancellationToken cancellationToken)
    {
        if (wallet.Owner is { } owner)
        {
            return await Reader.FindWalletByOwnerAsync(owner, cancellationToken).ConfigureAwait(false);
        }

        if (wallet.AccountNumber is { } number)
        {
            return await Reader.FindWalletByAccountNumberAsync(number, cancellationToken).ConfigureAwait(false);
        }

        return Ledger.Mint.TryOrdinal(wallet.Id, out var ordinal)
            && await Reader.FindWalletAsync(ordinal, cancellationToken).ConfigureAwait(false) is { } facts
            && Ledger.Mint.Wallet(ordinal, facts.Wallet.OpenedAt).Value == wallet.Id
            ? facts
            : null;
    }

    /// <summary>A wallet's account in that currency, removed or not; null when there never was one.</summary>
    public async ValueTask<AccountFacts?> FindAccountAsync(WalletRef wallet, Currency currency, CancellationToken cancellationToken) =>
        await FindWalletAsync(wallet, cancellationToken).ConfigureAwait(false) is { } facts ? Find(facts.Accounts, null, currency) : null;

    /// <summary>A system account in that currency; null when it was never used.</summary>
    public async ValueTask<AccountFacts?> FindSystemAccountAsync(string code, Currency currency, CancellationToken cancellationToken) =>
        Find(await Reader.ListSystemAccountsAsync(cancellationToken).ConfigureAwait(false), code, currency);

    public async ValueTask<TransactionFacts?> FindTransactionAsync(TransactionId id, CancellationToken cancellationToken) =>
        Ledger.Mint.TryOrdinal(id.Value, out var sequence)
            && await Reader.FindTransactionAsync(sequence, cancellationToken).ConfigureAwait(false) is { } facts
            && Ledger.Mint.Transaction(sequence, facts.Header.RecordedAt) == id
            ? facts
            : null;

    /// <summary>The time that a command would be decided at now: the clock's, but never before what was recorded last.</summary>
    public async ValueTask<long> GetNowAsync(CancellationToken cancellationToken)
    {
        var head = await Reader.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        return Math.Max(MicroTime.FromDateTimeOffset(Ledger.Options.TimeProvider.GetUtcNow()), head.RecordedAt);
    }

    private AccountFacts? Find(IReadOnlyList<AccountFacts> accounts, string? code, Currency currency)
    {
        foreach (var account in accounts)
        {
            if (account.Account.Code == code && Ledger.CurrencyOf(account.Account.Currency, account.Account.MinorUnits) == currency)
            {
                return account;
            }
        }

        return null;
    }
}
