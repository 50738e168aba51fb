using WalletCore.Sqlite.Reading;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>Loads what a request asks for and what that brings, each thing once.</summary>
internal sealed class StateLoader(LedgerReads reads)
{
    private readonly LedgerState _state = new();
    private readonly HashSet<long> _wallets = [];
    private readonly HashSet<long> _transactions = [];
    private readonly HashSet<long> _freezes = [];

    public LedgerState Load(LoadRequest request, in LedgerHead head, KeyMark indexed)
    {
        if (request.Chart)
        {
            _state.SystemAccounts.AddRange(reads.SystemAccounts());
            _state.Rules.AddRange(reads.Rules());
        }

        request.Wallets.ForEach(AddWallet);
        request.Owners.ForEach(owner => AddWallet(reads.WalletOfOwner(owner)));
        request.AccountNumbers.ForEach(number => AddWallet(reads.WalletOfAccountNumber(number)));
        request.Transactions.ForEach(AddTransaction);
        request.Freezes.ForEach(AddFreeze);
        request.DueFreezes.ForEach(account => reads.DueFreezes(account, request.DueAt).ForEach(AddFreeze));
        AddKeys(request.Keys, head, indexed);
        AddDistinct(request.References, _state.References, reference => reads.IsReferenceTaken(reference) ? reference : null);
        AddUsages(request.Usages);
        return _state;
    }

    private void AddWallet(long wallet)
    {
        if (wallet != 0 && _wallets.Add(wallet) && reads.Wallet(wallet) is { } facts)
        {
            _state.Wallets.Add(facts);
        }
    }

    private void AddWallet(WalletFacts? facts)
    {
        if (facts is not null && _wallets.Add(facts.Wallet.Ordinal))
        {
            _state.Wallets.Add(facts);
        }
    }

    private void AddTransaction(long sequence)
    {
        if (!_transactions.Add(sequence) || reads.Transaction(sequence) is not { } facts)
        {
            return;
        }

        _state.Transactions.Add(facts);
        if (reads.Refund(sequence) is { } refund)
        {
            _state.Refunds.Add(refund);
        }

        foreach (var posting in facts.Postings)
        {
            AddWallet(reads.WalletOf(posting.DebitAccount));
            AddWallet(reads.WalletOf(posting.CreditAccount));
        }
    }

    private void AddFreeze(long freeze)
    {
        if (!_freezes.Contains(freeze) && reads.Freeze(freeze) is { } row)
        {
            AddFreeze(row);
        }
    }

    private void AddFreeze(FreezeRow row)
    {
        if (_freezes.Add(row.Ordinal))
        {
            _state.Freezes.Add(row);
            AddWallet(reads.WalletOf(row.Account));
        }
    }

    private void AddKeys(List<string> keys, LedgerHead head, KeyMark indexed) =>
        AddDistinct(keys, _state.Keys, key => reads.Key(key, head, indexed));

    private void AddUsages(List<UsageKey> usages)
    {
        foreach (var key in usages.Count > 1 ? usages.Distinct() : usages)
        {
            if (reads.Usage(key) is { } usage)
            {
                _state.Usages.Add(usage);
            }
        }
    }

    // The common batch asks for many keys of which none is known, so only what is found pays for being told apart.
    private static void AddDistinct<T>(List<string> asked, List<T> found, Func<string, T?> find)
        where T : class
    {
        HashSet<string>? added = null;
        foreach (var one in asked)
        {
            if (find(one) is { } item && (asked.Count == 1 || (added ??= new HashSet<string>(StringComparer.Ordinal)).Add(one)))
            {
                found.Add(item);
            }
        }
    }
}
