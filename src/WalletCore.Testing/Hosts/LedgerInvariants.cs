namespace WalletCore.Testing;

/// <summary>
/// What must hold of any ledger at any time, worked out a second time from its journal as a host reads it, with nothing but additions, beside
/// <see cref="Ledger.VerifyAsync"/>.
/// </summary>
public static class LedgerInvariants
{
    /// <summary>Checks them all; reads the whole journal.</summary>
    /// <exception cref="CheckFailedException">One does not hold; the message says which, and where.</exception>
    public static async Task CheckAsync(Ledger ledger)
    {
        if (await FindAsync(ledger) is { } broken)
        {
            throw new CheckFailedException(broken);
        }
    }

    /// <summary>The first that does not hold; null when all do.</summary>
    public static async Task<string?> FindAsync(Ledger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var report = await ledger.VerifyAsync();
        if (!report.IsClean)
        {
            return "verification: " + report.Findings[0];
        }

        var balances = new Dictionary<AccountId, (Money Available, Money Frozen)>();
        if (await FoldAsync(ledger, balances) is { } broken)
        {
            return broken;
        }

        var trial = await ledger.Reader.GetTrialBalanceAsync();
        return !trial.IsBalanced ? $"the trial balance does not balance:\n{trial}" : await CompareAsync(ledger, balances);
    }

    private static async Task<string?> FoldAsync(Ledger ledger, Dictionary<AccountId, (Money Available, Money Frozen)> balances)
    {
        var sequence = 0L;
        var time = DateTimeOffset.MinValue;
        var refunded = new Dictionary<TransactionId, Money>();
        var amounts = new Dictionary<TransactionId, Money>();
        await foreach (var transaction in ledger.Reader.ReadJournalAsync())
        {
            var place = $"transaction {transaction.Sequence} ({transaction.Type})";
            if (transaction.Sequence != ++sequence)
            {
                return $"{place} follows {sequence - 1}";
            }

            if (transaction.RecordedAt < time)
            {
                return $"{place} was recorded before the one before it";
            }

            time = transaction.RecordedAt;
            foreach (var currency in transaction.Entries.Select(entry => entry.Amount.Currency).Distinct())
            {
                var (debit, credit) = (Sum(transaction, Side.Debit, currency), Sum(transaction, Side.Credit, currency));
                if (debit != credit)
                {
                    return $"{place} debits {debit} and credits {credit}";
                }
            }

            if (FoldEntries(transaction, balances) is { } wrong)
            {
                return $"{place}: {wrong}";
            }

            amounts[transaction.Id] = transaction.Amount ?? default;
            if (transaction is { OriginalId: { } original, Amount: { } back })
            {
                refunded[original] = refunded.TryGetValue(original, out var before) ? before + back : back;
                if (!amounts.TryGetValue(original, out var amount) || refunded[original] > amount)
                {
                    return $"{place} gives back more than its original's {amount}: {refunded[original]}";
                }
            }
        }

        return null;
    }

    private static string? FoldEntries(Transaction transaction, Dictionary<AccountId, (Money Available, Money Frozen)> balances)
    {
        // The balances after an entry are those after its whole posting, which may touch the account twice: looked at once all are in.
        var after = new Dictionary<AccountId, (Money Available, Money Frozen)>();
        foreach (var entry in transaction.Entries)
        {
            if (!entry.Amount.IsPositive)
            {
                return $"an entry of {entry.Amount}";
            }

            var zero = Money.Zero(entry.Amount.Currency);
            var (available, frozen) = balances.GetValueOrDefault(entry.AccountId, (zero, zero));
            balances[entry.AccountId] = entry.Pocket == Pocket.Available ? (available + entry.Change, frozen) : (available, frozen + entry.Change);
            after[entry.AccountId] = (entry.AvailableAfter, entry.FrozenAfter);
        }

        foreach (var (account, stated) in after)
        {
            if (balances[account] != stated)
            {
                return $"account {account} has {balances[account]} by its entries, and {stated} by what they state";
            }

            if (stated.Frozen.IsNegative)
            {
                return $"account {account} has {stated.Frozen} frozen";
            }
        }

        return null;
    }

    private static async Task<string?> CompareAsync(Ledger ledger, Dictionary<AccountId, (Money Available, Money Frozen)> balances)
    {
        var mayOverdraw = ledger.Options.Rules.Any(rule => rule.Refunds.AllowOverdraft);
        var query = new WalletQuery { PageSize = 1_000 };
        while (true)
        {
            var page = await ledger.Reader.ListWalletsAsync(query);
            foreach (var (wallet, account) in page.Items.SelectMany(wallet => wallet.Accounts.Select(account => (wallet, account))))
            {
                var zero = Money.Zero(account.Currency);
                var (available, frozen) = balances.GetValueOrDefault(account.Id, (zero, zero));

                // A reader counts the money of expired freeze records as available before their release is posted.
                if (account.Balance != available + frozen || account.Frozen > frozen)
                {
                    return $"wallet {wallet.OwnerId} shows {account.Available} + {account.Frozen}, its entries come to {available} + {frozen}";
                }

                if (wallet.Kind == WalletKind.Prepaid && account.Available.IsNegative && !mayOverdraw)
                {
                    return $"prepaid wallet {wallet.OwnerId} has {account.Available}";
                }

                if (wallet.State == WalletState.Closed && !account.Balance.IsZero)
                {
                    return $"closed wallet {wallet.OwnerId} has {account.Balance}";
                }
            }

            if (page.NextCursor is not { } next)
            {
                return null;
            }

            query = query with { Cursor = next };
        }
    }

    private static Money Sum(Transaction transaction, Side side, Currency currency) => transaction.Entries
        .Where(entry => entry.Side == side && entry.Amount.Currency == currency)
        .Aggregate(Money.Zero(currency), (sum, entry) => sum + entry.Amount);
}
