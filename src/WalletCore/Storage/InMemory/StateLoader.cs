using System.Runtime.InteropServices;

namespace WalletCore.Storage.InMemory;

/// <summary>
/// Answers one load request. The session has the writers' turn, so the books stand still and need no lock.
/// </summary>
internal sealed class StateLoader(Journal journal, Books books)
{
    private readonly LedgerState _state = new();
    private readonly LedgerView _view = books.Live;
    private readonly HashSet<long> _wallets = [];
    private readonly HashSet<long> _transactions = [];
    private readonly HashSet<long> _freezes = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private readonly HashSet<UsageKey> _usages = [];

    public LedgerState Load(LoadRequest request)
    {
        if (request.Chart)
        {
            AddChart();
        }

        request.Wallets.ForEach(AddWallet);
        request.Owners.ForEach(owner => AddWallet(books.Names.Wallet(owner)));
        request.AccountNumbers.ForEach(number => AddWalletOf(books.Names.Account(number)));
        request.Transactions.ForEach(AddTransaction);
        request.Freezes.ForEach(AddFreeze);
        request.DueFreezes.ForEach(account => AddDueFreezes(account, request.DueAt));
        AddKeys(CollectionsMarshal.AsSpan(request.Keys));
        request.References.ForEach(AddReference);
        request.Usages.ForEach(AddUsage);
        return _state;
    }

    private void AddChart()
    {
        foreach (var account in books.SystemAccounts)
        {
            _state.SystemAccounts.Add(_view.Account(account)!.Value);
        }

        for (var rule = 1; rule <= _view.Head.Rules; rule++)
        {
            _state.Rules.Add(journal.Rules[rule]);
        }
    }

    private void AddWallet(long ordinal)
    {
        if (ordinal != 0 && _wallets.Add(ordinal) && _view.Wallet(ordinal) is { } wallet)
        {
            _state.Wallets.Add(wallet);
        }
    }

    private void AddWalletOf(long account)
    {
        if (_view.Account(account) is { } facts)
        {
            AddWallet(facts.Account.Wallet);
        }
    }

    private void AddTransaction(long sequence)
    {
        if (sequence < 1 || sequence > _view.Head.Sequence || !_transactions.Add(sequence))
        {
            return;
        }

        var facts = journal.Facts(sequence);
        _state.Transactions.Add(facts);
        if (_view.Refund(sequence) is { } refund)
        {
            _state.Refunds.Add(refund);
        }

        foreach (var posting in facts.Postings)
        {
            AddWalletOf(posting.DebitAccount);
            AddWalletOf(posting.CreditAccount);
        }
    }

    private void AddFreeze(long ordinal)
    {
        if (_freezes.Add(ordinal) && _view.Freeze(ordinal) is { } freeze)
        {
            _state.Freezes.Add(freeze);
            AddWalletOf(freeze.Account);
        }
    }

    private void AddDueFreezes(long account, long expiresAtMax)
    {
        foreach (var ordinal in books.ActiveFreezes.Of(account))
        {
            if (_view.Freeze(ordinal) is { ExpiresAt: { } expiry } && expiry <= expiresAtMax)
            {
                AddFreeze(ordinal);
            }
        }
    }

    // The common batch asks for thousands of keys of which none is known, so only a found one pays for being told apart.
    private void AddKeys(ReadOnlySpan<string> keys)
    {
        Span<uint> hashes = stackalloc uint[HashIndex.RunLength];
        for (; !keys.IsEmpty; keys = keys[Math.Min(HashIndex.RunLength, keys.Length)..])
        {
            var run = keys[..Math.Min(HashIndex.RunLength, keys.Length)];
            books.Keys.Approach(run, hashes);
            for (var i = 0; i < run.Length; i++)
            {
                var id = books.Keys.Find(run[i], hashes[i], _view.Head);
                if (id != 0 && _keys.Add(run[i]))
                {
                    _state.Keys.Add(journal.Answer(run[i], id));
                }
            }
        }
    }

    private void AddReference(string reference)
    {
        if (books.Links.WithReference(reference, long.MaxValue, 1).Count > 0 && _references.Add(reference))
        {
            _state.References.Add(reference);
        }
    }

    private void AddUsage(UsageKey key)
    {
        if (books.Usages.Find(key) is { } usage && _usages.Add(key))
        {
            _state.Usages.Add(usage);
        }
    }
}
