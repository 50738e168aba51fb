namespace WalletCore.Testing;

/// <summary>
/// The balances of all accounts, added up entry by entry from the journal as a host reads it. It reads on from where it stands, so that what
/// it checks can be checked after every command. Not thread safe.
/// </summary>
internal sealed class JournalFold
{
    private readonly Dictionary<AccountId, (Money Available, Money Frozen)> _balances = [];
    private readonly Dictionary<TransactionId, Money> _amounts = [];
    private readonly Dictionary<TransactionId, Money> _refunded = [];
    private DateTimeOffset _time = DateTimeOffset.MinValue;
    private long _sequence;

    /// <summary>Reads what was posted since; the first thing that does not hold, or null. Adds each transaction to the list.</summary>
    public async Task<string?> ReadOnAsync(Ledger ledger, List<Transaction>? read = null)
    {
        await foreach (var transaction in ledger.Reader.ReadJournalAsync(_sequence + 1))
        {
            read?.Add(transaction);
            if (Fold(transaction) is { } broken)
            {
                return $"transaction {transaction.Sequence} ({transaction.Type}) {broken}";
            }
        }

        return null;
    }

    /// <summary>The first account that shows another balance than its entries come to, or one that it must not have; null when all is well.</summary>
    public async Task<string?> CompareAsync(Ledger ledger)
    {
        var trial = await ledger.Reader.GetTrialBalanceAsync();
        if (!trial.IsBalanced)
        {
            return $"the trial balance does not balance:\n{trial}";
        }

        foreach (var account in await ledger.Reader.GetSystemAccountsAsync())
        {
            var (available, frozen) = BalanceOf(account);
            if (account.Balance != available + frozen)
            {
                return $"@{account.SystemCode} shows {account.Balance}, its entries come to {available + frozen}";
            }
        }

        var mayOverdraw = ledger.Options.Rules.Any(rule => rule.Refunds.AllowOverdraft);
        var query = new WalletQuery { PageSize = 1_000 };
        while (true)
        {
            var page = await ledger.Reader.ListWalletsAsync(query);
            foreach (var (wallet, account) in page.Items.SelectMany(wallet => wallet.Accounts.Select(account => (wallet, account))))
            {
                if (Compare(wallet, account, mayOverdraw) is { } broken)
                {
                    return broken;
                }
            }

            if (page.NextCursor is not { } next)
            {
                return null;
            }

            query = query with { Cursor = next };
        }
    }

    private string? Compare(Wallet wallet, Account account, bool mayOverdraw)
    {
        var (available, frozen) = BalanceOf(account);

        // A reader counts the money of expired freeze records as available before their release is posted.
        return account.Balance != available + frozen || account.Frozen > frozen
                ? $"wallet {wallet.OwnerId} shows {account.Available} + {account.Frozen}, its entries come to {available} + {frozen}"
            : wallet.Kind == WalletKind.Prepaid && account.Available.IsNegative && !mayOverdraw ? $"prepaid wallet {wallet.OwnerId} has {account.Available}"
            : wallet.State == WalletState.Closed && !account.Balance.IsZero ? $"closed wallet {wallet.OwnerId} has {account.Balance}"
            : null;
    }

    private (Money Available, Money Frozen) BalanceOf(Account account) =>
        _balances.GetValueOrDefault(account.Id, (Money.Zero(account.Currency), Money.Zero(account.Currency)));

    private string? Fold(Transaction transaction)
    {
        if (transaction.Sequence != ++_sequence)
        {
            return $"follows {_sequence - 1}";
        }

        if (transaction.RecordedAt < _time)
        {
            return "was recorded before the one before it";
        }

        _time = transaction.RecordedAt;
        return FindUnbalanced(transaction) ?? FoldEntries(transaction) ?? FoldRefund(transaction);
    }

    private static string? FindUnbalanced(Transaction transaction)
    {
        foreach (var currency in transaction.Entries.Select(entry => entry.Amount.Currency).Distinct())
        {
            var (debit, credit) = (Sum(transaction, Side.Debit, currency), Sum(transaction, Side.Credit, currency));
            if (debit != credit)
            {
                return $"debits {debit} and credits {credit}";
            }
        }

        return null;
    }

    private string? FoldEntries(Transaction transaction)
    {
        // The balances after an entry are those after its whole posting, which may touch the account twice: looked at once all are in.
        var after = new Dictionary<AccountId, (Money Available, Money Frozen)>();
        foreach (var entry in transaction.Entries)
        {
            if (!entry.Amount.IsPositive)
            {
                return $"has an entry of {entry.Amount}";
            }

            var zero = Money.Zero(entry.Amount.Currency);
            var (available, frozen) = _balances.GetValueOrDefault(entry.AccountId, (zero, zero));
            _balances[entry.AccountId] = entry.Pocket == Pocket.Available ? (available + entry.Change, frozen) : (available, frozen + entry.Change);
            after[entry.AccountId] = (entry.AvailableAfter, entry.FrozenAfter);
        }

        foreach (var (account, stated) in after)
        {
            if (_balances[account] != stated)
            {
                return $"leaves account {account} with {_balances[account]} by its entries, and {stated} by what they state";
            }

            if (stated.Frozen.IsNegative)
            {
                return $"leaves account {account} with {stated.Frozen} frozen";
            }
        }

        return null;
    }

    private string? FoldRefund(Transaction transaction)
    {
        _amounts[transaction.Id] = transaction.Amount ?? default;
        if (transaction is not { OriginalId: { } original, Amount: { } back })
        {
            return null;
        }

        _refunded[original] = _refunded.TryGetValue(original, out var before) ? before + back : back;
        return !_amounts.TryGetValue(original, out var amount) || _refunded[original] > amount
            ? $"gives back more than its original's {amount}: {_refunded[original]}"
            : null;
    }

    private static Money Sum(Transaction transaction, Side side, Currency currency) => transaction.Entries
        .Where(entry => entry.Side == side && entry.Amount.Currency == currency)
        .Aggregate(Money.Zero(currency), (sum, entry) => sum + entry.Amount);
}
