using System.Runtime.InteropServices;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>
/// Asks for what a request names and what that brings, in one round trip: what a row brings along is joined by the server. Nothing is asked
/// for where nothing is wanted.
/// </summary>
internal sealed class StateLoader
{
    private readonly LedgerState _state = new();
    private readonly List<TransactionRow> _headers = [];
    private readonly List<PostingRow> _postings = [];
    private readonly HashSet<long> _freezes = [];
    private readonly KeyAnswers _keys;

    public StateLoader(RoundTrip trip, TableSet tables, long ledger, LoadRequest request, KeyHashes hashes)
    {
        var keys = Searchable.Of(request.Keys);
        _keys = new KeyAnswers(keys, hashes);
        if (request.Since is { } since)
        {
            tables.Changes.Since(trip, ledger, since, _state);
        }

        if (request.Chart)
        {
            tables.Accounts.System(trip, ledger, _state.SystemAccounts);
            tables.Rules.List(trip, ledger, _state.Rules);
        }

        AskForWallets(trip, tables, ledger, request);
        if (request.Freezes.Count > 0)
        {
            tables.Freezes.Find(trip, ledger, [.. request.Freezes], AddFreeze);
        }

        if (request.DueFreezes.Count > 0)
        {
            tables.Freezes.FindDue(trip, ledger, [.. request.DueFreezes], request.DueAt, AddFreeze);
        }

        if (request.Transactions.Count > 0)
        {
            long[] sequences = [.. request.Transactions];
            tables.Transactions.Find(trip, ledger, sequences, _headers.Add);
            tables.Postings.OfTransactions(trip, ledger, sequences, _postings.Add);
            tables.Refunds.Find(trip, ledger, sequences, _state.Refunds);
        }

        if (keys.Length > 0)
        {
            var wanted = hashes.Of(keys);
            hashes.Look(wanted);
            tables.Keys.Find(trip, ledger, wanted, _keys);
        }

        if (Searchable.Of(request.References) is { Length: > 0 } references)
        {
            tables.Transactions.Taken(trip, ledger, references, _state.References);
        }

        if (request.Usages.Count > 0)
        {
            tables.Usages.Find(trip, ledger, [.. request.Usages.Where(key => Searchable.Is(key.Limit)).Distinct()], _state.Usages);
        }
    }

    /// <summary>What came, once the round trip is done.</summary>
    public LedgerState Finish()
    {
        _state.Transactions.AddRange(Journal.Facts(_headers, _postings));
        _state.Keys.AddRange(_keys.Newest());
        return _state;
    }

    private void AskForWallets(RoundTrip trip, TableSet tables, long ledger, LoadRequest request)
    {
        var wallets = new WalletCollector(_state.Wallets);
        if (request.Wallets.Count > 0)
        {
            tables.Wallets.Find(trip, ledger, [.. request.Wallets], wallets);
        }

        if (request.Owners.Count > 0)
        {
            var owners = request.Owners.FindAll(
                static owner => Searchable.Is(owner.OwnerId) && Searchable.Is(owner.ApplicationId) && Searchable.Is(owner.Label));
            tables.Wallets.FindOwners(trip, ledger, CollectionsMarshal.AsSpan(owners), wallets);
        }

        if (Searchable.Of(request.AccountNumbers) is { Length: > 0 } numbers)
        {
            tables.Wallets.FindNumbers(trip, ledger, numbers, wallets);
        }

        if (request.Transactions.Count > 0)
        {
            tables.Wallets.OfTransactions(trip, ledger, [.. request.Transactions], wallets);
        }

        if (request.Freezes.Count > 0)
        {
            tables.Wallets.OfFreezes(trip, ledger, [.. request.Freezes], wallets);
        }

        if (request.DueFreezes.Count > 0)
        {
            tables.Wallets.OfDueFreezes(trip, ledger, [.. request.DueFreezes], request.DueAt, wallets);
        }
    }

    private void AddFreeze(FreezeRow freeze)
    {
        if (_freezes.Add(freeze.Ordinal))
        {
            _state.Freezes.Add(freeze);
        }
    }
}
