using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Makes receipts: of the command just decided, and again of what the journal keeps of an earlier one.</summary>
internal static class Receipts
{
    /// <summary>The receipt of the decision that was just written to the journal.</summary>
    public static Receipt Of(Decision decision, in TransactionRow header)
    {
        var set = decision.Set;
        var balances = decision.LendBalances();
        for (var i = 0; i < balances.Length; i++)
        {
            var account = decision.Touched[i];
            balances[i] = new BalanceFacts(account.Identity, account.Balance.Available, account.Balance.Frozen);
        }

        // Not by way of a method: what a method returns is made elsewhere and copied, and every transaction has one.
        var facts = new ReceiptFacts(IdOf(set, header), header.Sequence, header.RecordedAt, decision.Rule.Name, decision.Principal, balances);
        if (decision.Freeze is { } freeze)
        {
            return new FreezeReceipt(facts, Views.Freeze(set.Ledger, freeze.Row, freeze.Account.Identity));
        }

        if (decision.Wallet is { } wallet)
        {
            return new WalletReceipt(facts, Views.Wallet(set.Ledger, FactsOf(wallet)), decision.AlreadyOpen);
        }

        return decision.Original != 0 ? new RefundReceipt(facts, IdOf(set, decision.Original)) : new Receipt(facts);
    }

    /// <summary>The receipt for opening what was open before, of which nothing is posted.</summary>
    public static Receipt OfNothing(Decision decision) => new WalletReceipt(
        new ReceiptFacts(default, 0, decision.Now, decision.Rule.Name, default, []),
        Views.Wallet(decision.Set.Ledger, FactsOf(decision.Wallet!)),
        alreadyOpen: true);

    /// <summary>The receipt again of an earlier transaction, with the balances of that time. Its accounts are in the working set.</summary>
    public static Receipt Again(WorkingSet set, TransactionFacts transaction)
    {
        var header = transaction.Header;
        var balances = Balances(set, transaction.Postings);
        var currency = balances.Select(balance => balance.Account.Currency).FirstOrDefault(currency => currency.Code == header.Currency);
        var amount = currency.IsNone ? default : Money.FromMinor(header.AmountMinor, currency);
        var facts = new ReceiptFacts(IdOf(set, header), header.Sequence, header.RecordedAt, set.RuleOf(header.Rule).Name, amount, balances);
        var changes = StateChanges.FromJson(header.Changes);
        if (changes?.Freeze is { } freeze)
        {
            return new FreezeReceipt(facts, Views.Freeze(set.Ledger, freeze, set.FindAccount(freeze.Account)!.Identity));
        }

        if (changes?.Wallet is { } wallet)
        {
            return new WalletReceipt(facts, Views.Wallet(set.Ledger, wallet), changes.AlreadyOpen);
        }

        return header.Original != 0 ? new RefundReceipt(facts, IdOf(set, header.Original)) : new Receipt(facts);
    }

    public static WalletFacts FactsOf(CachedWallet wallet) =>
        new(wallet.Row, [.. wallet.Accounts.Select(account => new AccountFacts(account.Row, account.BalanceRow))]);

    private static TransactionId IdOf(WorkingSet set, in TransactionRow header) => set.Ledger.Mint.Transaction(header.Sequence, header.RecordedAt);

    private static TransactionId IdOf(WorkingSet set, long sequence) => IdOf(set, set.FindOriginal(sequence)!.Facts.Header);

    private static BalanceFacts[] Balances(WorkingSet set, IReadOnlyList<PostingRow> postings)
    {
        var order = new List<long>();
        var last = new Dictionary<long, (Int128 Available, Int128 Frozen)>();
        foreach (var posting in postings)
        {
            Add(posting.DebitAccount, posting.DebitAvailable, posting.DebitFrozen);
            Add(posting.CreditAccount, posting.CreditAvailable, posting.CreditFrozen);
        }

        return [.. order.Select(account => new BalanceFacts(set.FindAccount(account)!.Identity, last[account].Available, last[account].Frozen))];

        void Add(long account, Int128 available, Int128 frozen)
        {
            if (!last.ContainsKey(account))
            {
                order.Add(account);
            }

            last[account] = (available, frozen);
        }
    }
}
