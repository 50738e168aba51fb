using System.Numerics;

namespace WalletCore.Testing;

/// <content>Refunds and cancellations.</content>
public sealed partial class ModelBooks
{
    private ModelPrediction Refund(Refund refund)
    {
        ModelWallet? to = null;
        if (refund.To is { } other && !_wallets.TryGetValue(other, out to))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        if (!_transactionIds.TryGetValue(refund.TransactionId, out var original))
        {
            return new ModelPrediction(RefusalCode.TransactionNotFound);
        }

        var payer = original.Postings.Find(posting => posting is { OnTop: false, Role: PostingRole.Principal, From.Wallet: not null })?.From.Wallet
            ?? original.Holder;
        if (to is not null && (payer is null || to.Owner != payer.Owner || to.Application != payer.Application))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        if (refund.Payer is { } stated && (payer is null || _wallets.GetValueOrDefault(stated) != payer))
        {
            return new ModelPrediction(RefusalCode.TransactionNotFound);
        }

        if (refund.Amount is { } given && !original.Currency.IsNone && given.Currency != original.Currency)
        {
            return new ModelPrediction(RefusalCode.CurrencyMismatch);
        }

        var terms = TermsOf(original.Operation);
        var amount = refund.Amount is { } asked ? Minor(asked) : original.Remaining;
        var isRefundable = terms.Refundable && !original.IsReversal && !original.IsCancelled
            && original.Postings.Exists(posting => posting is { OnTop: false, Role: PostingRole.Principal });
        var refused = Ways(original, payer, to)
            ?? (isRefundable ? null : RefusalCode.NotRefundable)
            ?? (original.Remaining > 0 ? null : RefusalCode.AlreadyRefunded)
            ?? Policy(refund, Operations.Refund, WalletsOf(original, payer, to))
            ?? (terms.Window is { } window && _now - original.At > window ? RefusalCode.RefundWindowExpired : null)
            ?? (terms.CountMax is { } most && original.RefundCount >= most ? RefusalCode.RefundCountExceeded : null)
            ?? (amount > original.Remaining ? RefusalCode.RefundExceedsRemaining : null);
        return refused is not null
            ? new ModelPrediction(refused)
            : GiveBack(original, ModelShares.Of(original, amount, terms.Fees), amount, payer, to, isCancel: false);
    }

    private ModelPrediction Cancel(Cancel cancel)
    {
        if (!_transactionIds.TryGetValue(cancel.TransactionId, out var original))
        {
            return new ModelPrediction(RefusalCode.TransactionNotFound);
        }

        var terms = TermsOf(original.Operation);
        var isCancellable = terms.Refundable && !original.IsReversal && original.Postings.Count > 0 && original.RefundCount == 0;
        var refused = Ways(original, null, null)
            ?? (isCancellable ? null : RefusalCode.NotCancellable)
            ?? Policy(cancel, Operations.Cancel, WalletsOf(original, null, null))
            ?? (terms.Window is { } window && _now - original.At > window ? RefusalCode.RefundWindowExpired : null);
        return refused is not null
            ? new ModelPrediction(refused)
            : GiveBack(original, [.. original.Postings.Select(posting => posting.Amount)], original.Amount, null, null, isCancel: true);
    }

    private RefundTerms TermsOf(string operation) =>
        _options.Rules.FirstOrDefault(rule => rule.Name == operation)?.Refunds
        ?? (operation is Operations.Deposit or Operations.Withdraw or Operations.Transfer or Operations.Capture or Operations.CaptureOut
            ? RefundTerms.Default
            : RefundTerms.None);

    /// <summary>Whether the money can go back the way it came: accounts there, not to itself, wallets open, not stopped.</summary>
    private static string? Ways(ModelTransaction original, ModelWallet? payer, ModelWallet? to)
    {
        foreach (var posting in original.Postings)
        {
            if ((posting.To.Wallet is not null && posting.To.IsRemoved) || (posting.From.Wallet is not null && TakerOf(posting, payer, to) is null or { IsRemoved: true }))
            {
                return RefusalCode.CurrencyMismatch;
            }
        }

        if (original.Postings.Exists(posting => to is not null && posting.From.Wallet == payer && posting.To.Wallet == to))
        {
            return RefusalCode.SameWallet;
        }

        var givers = original.Postings.Select(posting => posting.To.Wallet).OfType<ModelWallet>().ToArray();
        var takers = original.Postings.Select(posting => posting.From.Wallet == payer && to is not null ? to : posting.From.Wallet).OfType<ModelWallet>().ToArray();
        return givers.Concat(takers).Any(wallet => wallet.IsClosed) ? RefusalCode.WalletClosed
            : givers.Any(wallet => wallet.Stops(RestrictedSides.Debits)) || takers.Any(wallet => wallet.Stops(RestrictedSides.Credits)) ? RefusalCode.WalletFrozen
            : null;
    }

    private static ModelAccount? TakerOf(ModelPosting posting, ModelWallet? payer, ModelWallet? to) =>
        to is not null && posting.From.Wallet == payer ? to.In(posting.From.Currency) : posting.From;

    private static IReadOnlyList<ModelWallet> WalletsOf(ModelTransaction original, ModelWallet? payer, ModelWallet? to) =>
        [.. original.Postings.SelectMany(posting => new[] { posting.To.Wallet, posting.From.Wallet == payer && to is not null ? to : posting.From.Wallet }).OfType<ModelWallet>()];

    private ModelPrediction GiveBack(ModelTransaction original, BigInteger[] shares, BigInteger amount, ModelWallet? payer, ModelWallet? to, bool isCancel)
    {
        var made = new ModelTransaction
        {
            Operation = isCancel ? Operations.Cancel : Operations.Refund,
            At = _now,
            Currency = original.Currency,
            Amount = amount,
            IsReversal = true,
        };
        var isShort = false;
        for (var i = original.Postings.Count - 1; i >= 0; i--)
        {
            var giver = original.Postings[i].To;
            if (shares[i] > 0)
            {
                isShort |= giver.Wallet is not null && giver.Available + giver.Credit < shares[i];
                Give(giver, TakerOf(original.Postings[i], payer, to)!, shares[i], original.Postings[i].Role, original.Postings[i].OnTop, made);
            }
        }

        if (isShort)
        {
            return new ModelPrediction(RefusalCode.InsufficientFunds);
        }

        var before = original.GivenBack;
        var after = before.Zip(shares, (one, other) => one + other).ToArray();
        Do(() => original.GivenBack = after, () => original.GivenBack = before);
        Do(() => original.Refunded += amount, () => original.Refunded -= amount);
        Do(() => original.RefundCount++, () => original.RefundCount--);
        Do(() => original.IsCancelled = isCancel, () => original.IsCancelled = false);
        return Done(made);
    }
}
