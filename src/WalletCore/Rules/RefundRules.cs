using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Refunds and cancellations: the postings of an original, the other way round.</summary>
internal sealed class RefundRules(Decision decision, PostingEvaluator evaluator)
{
    private const string Giver = "giver";
    private const string Receiver = "receiver";

    public Refusal? Decide(Refund refund)
    {
        var receiver = refund.To is { } to ? decision.FindWallet(to) : null;
        if (refund.To is not null && receiver is null)
        {
            return Refusals.WalletNotFound(nameof(Refund.To));
        }

        if (Find(refund.TransactionId, out var original) is { } missing)
        {
            return missing;
        }

        var payer = PayerOf(original);
        if (receiver is not null && !IsOfSameOwner(receiver, payer))
        {
            return Refusals.WalletNotFound(nameof(Refund.To));
        }

        if (refund.Payer is { } stated && (payer is null || decision.FindWallet(stated) != payer))
        {
            return Refusals.TransactionNotFound();
        }

        var currency = decision.Set.Ledger.CurrencyOfAmount(original.Facts.Header, decision);
        if (refund.Amount is { } amount && !currency.IsNone && amount.Currency != currency)
        {
            return Refusals.CurrencyMismatch(nameof(Refund.Amount), amount.Currency);
        }

        var terms = TermsOf(original);
        if ((CheckAccounts(original, payer, receiver) ?? CheckWallets(original, payer, receiver)
            ?? RefundConditions.CheckState(original, terms, currency)) is { } state)
        {
            return state;
        }

        if ((PolicyRules.Check(decision) ?? RefundConditions.CheckWindow(original, terms, decision.Now)
            ?? RefundConditions.CheckCount(original, terms)) is { } policy)
        {
            return policy;
        }

        var wanted = refund.Amount?.AmountMinor ?? original.Remaining;
        if (wanted > original.Remaining)
        {
            return Refusals.RefundState(
                RefusalCode.RefundExceedsRemaining, "More than what is still refundable.", original, currency, wanted);
        }

        decision.Principal = Money.FromMinor(wanted, currency);
        return Reverse(original, RefundShares.Of(original, wanted, terms.Fees), wanted, terms, payer, receiver, isCancel: false);
    }

    public Refusal? Decide(Cancel cancel)
    {
        if (Find(cancel.TransactionId, out var original) is { } missing)
        {
            return missing;
        }

        var terms = TermsOf(original);
        if ((CheckAccounts(original, payer: null, receiver: null) ?? CheckWallets(original, payer: null, receiver: null)) is { } state)
        {
            return state;
        }

        var header = original.Facts.Header;
        if (!terms.Refundable || header.Original != 0 || header.PostingCount == 0 || original.Refund is not null)
        {
            var message = original.Refund is null ? "A transaction of this kind cannot be cancelled." : "Something of the transaction was given back.";
            return new Refusal(RefusalCode.NotCancellable, message);
        }

        if ((PolicyRules.Check(decision) ?? RefundConditions.CheckWindow(original, terms, decision.Now)) is { } policy)
        {
            return policy;
        }

        var currency = decision.Set.Ledger.CurrencyOfAmount(header, decision);
        decision.Principal = Money.FromMinor(header.AmountMinor, currency);
        return Reverse(original, RefundShares.All(original), header.AmountMinor, terms, payer: null, receiver: null, isCancel: true);
    }

    private Refusal? Find(TransactionId id, out CachedOriginal original)
    {
        original = null!;
        var mint = decision.Set.Ledger.Mint;
        if (!mint.TryOrdinal(id.Value, out var sequence)
            || decision.Set.FindOriginal(sequence) is not { } found
            || mint.Transaction(sequence, found.Facts.Header.RecordedAt) != id)
        {
            return Refusals.TransactionNotFound();
        }

        original = found;
        decision.Original = sequence;
        return null;
    }

    private static bool IsOfSameOwner(CachedWallet wallet, CachedWallet? payer) =>
        payer is not null && wallet.Row.OwnerId == payer.Row.OwnerId && wallet.Row.ApplicationId == payer.Row.ApplicationId;

    /// <summary>The wallet that paid the principal amount; null when a system account did.</summary>
    private CachedWallet? PayerOf(CachedOriginal original)
    {
        foreach (var posting in original.Facts.Postings)
        {
            if (posting is { OnTop: false, Role: PostingRole.Principal } && decision.Set.FindAccount(posting.DebitAccount)?.Wallet is { } wallet)
            {
                return wallet;
            }
        }

        return null;
    }

    private RefundTerms TermsOf(CachedOriginal original) =>
        RefundConditions.TermsOf(decision.Set.Ledger, decision.Set.RuleOf(original.Facts.Header.Rule).Name);

    /// <summary>What gives back and what takes back must still be there; a wallet does not give back to itself.</summary>
    private Refusal? CheckAccounts(CachedOriginal original, CachedWallet? payer, CachedWallet? receiver)
    {
        foreach (var (giver, taker) in Ways(original))
        {
            if (giver is { Wallet: not null, IsRemoved: true })
            {
                return Refusals.CurrencyMismatch(Giver, giver.Currency);
            }

            if (taker.Wallet is { } wallet && (IsReplaced(wallet, payer, receiver) ? receiver!.Find(taker.Currency) : taker) is not { IsRemoved: false })
            {
                return Refusals.CurrencyMismatch(Receiver, taker.Currency);
            }
        }

        foreach (var (giver, taker) in Ways(original))
        {
            if (taker.Wallet is { } wallet && IsReplaced(wallet, payer, receiver) && giver.Wallet == receiver)
            {
                return Refusals.SameWallet();
            }
        }

        return null;
    }

    /// <summary>The wallets whose money comes back need open credits, those that give it back need open debits. They become the parties.</summary>
    private Refusal? CheckWallets(CachedOriginal original, CachedWallet? payer, CachedWallet? receiver)
    {
        foreach (var (giver, taker) in Ways(original))
        {
            Add(Receiver, taker.Wallet is { } wallet && IsReplaced(wallet, payer, receiver) ? receiver : taker.Wallet);
            Add(Giver, giver.Wallet);
        }

        foreach (var (name, wallet) in decision.Parties)
        {
            if (StateRules.CheckOpen(name, wallet) is { } closed)
            {
                return closed;
            }
        }

        foreach (var (name, wallet) in decision.Parties)
        {
            if (StateRules.CheckSides(name, wallet, name == Giver ? RestrictedSides.Debits : RestrictedSides.Credits) is { } frozen)
            {
                return frozen;
            }
        }

        return null;

        void Add(string party, CachedWallet? wallet)
        {
            if (wallet is not null && !decision.Parties.Contains((party, wallet)))
            {
                decision.Parties.Add((party, wallet));
            }
        }
    }

    private static bool IsReplaced(CachedWallet wallet, CachedWallet? payer, CachedWallet? receiver) => receiver is not null && wallet == payer;

    /// <summary>Who gives back to whom, posting by posting. What stayed in one account is no part of it.</summary>
    private IEnumerable<(CachedAccount Giver, CachedAccount Taker)> Ways(CachedOriginal original)
    {
        foreach (var posting in original.Facts.Postings)
        {
            if (posting.DebitAccount != posting.CreditAccount)
            {
                yield return (decision.Set.FindAccount(posting.CreditAccount)!, decision.Set.FindAccount(posting.DebitAccount)!);
            }
        }
    }

    private Refusal? Reverse(
        CachedOriginal original, Int128[] shares, Int128 refunded, RefundTerms terms, CachedWallet? payer, CachedWallet? receiver, bool isCancel)
    {
        var postings = original.Facts.Postings;
        for (var i = postings.Count - 1; i >= 0; i--)
        {
            if (shares[i] == 0)
            {
                continue;
            }

            var giver = decision.Set.FindAccount(postings[i].CreditAccount)!;
            var taker = decision.Set.FindAccount(postings[i].DebitAccount)!;
            if (receiver is not null && taker.Wallet == payer)
            {
                taker = receiver.Find(taker.Currency)!;
            }

            if (Give(giver, taker, shares[i], postings[i], terms) is { } refusal)
            {
                return refusal;
            }
        }

        if (decision.Found is { } found)
        {
            return found;
        }

        Record(original, shares, refunded, isCancel);
        return null;
    }

    private Refusal? Give(CachedAccount giver, CachedAccount taker, Int128 amount, in PostingRow posting, RefundTerms terms)
    {
        var own = amount;
        if (terms.FundingAccount is { } code && evaluator.SpendableOf(giver, Pocket.Available, amount) is { } spendable && spendable < amount)
        {
            own = spendable;
            var funding = decision.FindSystemAccount(code, giver.Currency)!;
            var refusal = evaluator.Move(
                funding, Pocket.Available, taker, Pocket.Available, amount - own, posting.Role, posting.OnTop, checkFunds: true, checkMaximum: false);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return own == 0
            ? null
            : evaluator.Move(
                giver, Pocket.Available, taker, Pocket.Available, own, posting.Role, posting.OnTop, checkFunds: !terms.AllowOverdraft, checkMaximum: false);
    }

    private void Record(CachedOriginal original, Int128[] shares, Int128 refunded, bool isCancel)
    {
        var before = original.Refund;
        var byPosting = new Int128[shares.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            byPosting[i] = (before?.ByPosting[i] ?? 0) + shares[i];
        }

        original.Refund = new RefundRow
        {
            Original = original.Facts.Header.Sequence,
            Refunded = original.Refunded + refunded,
            Count = (before?.Count ?? 0) + 1,
            Cancelled = isCancel,
            ByPosting = byPosting,
        };
        decision.Set.Dirty.Mark(original);
        decision.Set.Undo.Add(() => original.Refund = before);
    }
}
