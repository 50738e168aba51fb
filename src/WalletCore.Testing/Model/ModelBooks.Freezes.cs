using System.Numerics;

namespace WalletCore.Testing;

/// <content>Freeze records.</content>
public sealed partial class ModelBooks
{
    private ModelPrediction Freeze(Freeze freeze)
    {
        if (!_wallets.TryGetValue(freeze.Wallet, out var wallet))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        if (wallet.In(freeze.Amount.Currency) is not { } account)
        {
            return new ModelPrediction(RefusalCode.CurrencyMismatch);
        }

        var refused = Closed(wallet) ?? Stopped(wallet, RestrictedSides.Debits)
            ?? (freeze.ExpiresAt <= _now ? RefusalCode.ExpiryNotFuture : null)
            ?? Policy(freeze, Operations.Freeze, [wallet])
            ?? UseLimits(Operations.Freeze, freeze.Amount, [wallet])
            ?? Lock(account, Minor(freeze.Amount));
        if (refused is not null)
        {
            return new ModelPrediction(refused);
        }

        var record = new ModelFreeze { Account = account, Mode = freeze.Mode, Remaining = Minor(freeze.Amount), ExpiresAt = freeze.ExpiresAt };
        Do(() => _freezes.Add(record), () => _freezes.Remove(record));
        return new ModelPrediction(ModelPrediction.Posted) { Transaction = Held(Operations.Freeze, account).Transaction, Freeze = record };
    }

    private ModelPrediction Raise(RaiseFreeze raise)
    {
        var refused = Find(raise.FreezeId, raise.Amount, out var freeze, out var wallet) ?? CheckStillThere(freeze!)
            ?? Closed(wallet!) ?? Stopped(wallet!, RestrictedSides.Debits) ?? Active(freeze!)
            ?? Policy(raise, Operations.RaiseFreeze, [wallet!]) ?? UseLimits(Operations.RaiseFreeze, raise.Amount, [wallet!])
            ?? Lock(freeze!.Account, Minor(raise.Amount));
        if (refused is not null)
        {
            return new ModelPrediction(refused);
        }

        Do(() => freeze!.Remaining += Minor(raise.Amount), () => freeze!.Remaining -= Minor(raise.Amount));
        return Held(Operations.RaiseFreeze, freeze!.Account);
    }

    private ModelPrediction Extend(ExtendFreeze extend)
    {
        var refused = Find(extend.FreezeId, null, out var freeze, out var wallet)
            ?? Closed(wallet!) ?? Stopped(wallet!, RestrictedSides.Debits) ?? Active(freeze!)
            ?? (extend.ExpiresAt <= _now ? RefusalCode.ExpiryNotFuture : null)
            ?? Policy(extend, Operations.ExtendFreeze, [wallet!]);
        if (refused is not null)
        {
            return new ModelPrediction(refused);
        }

        var before = freeze!.ExpiresAt;
        Do(() => freeze.ExpiresAt = extend.ExpiresAt, () => freeze.ExpiresAt = before);
        return Event(Operations.ExtendFreeze);
    }

    private ModelPrediction Unfreeze(Unfreeze unfreeze)
    {
        var refused = Find(unfreeze.FreezeId, unfreeze.Amount, out var freeze, out var wallet) ?? CheckStillThere(freeze!)
            ?? Closed(wallet!) ?? Active(freeze!) ?? Policy(unfreeze, Operations.Unfreeze, [wallet!]);
        var amount = unfreeze.Amount is { } given ? Minor(given) : freeze?.Remaining ?? 0;
        if ((refused ?? (amount > freeze!.Remaining ? RefusalCode.ReleaseExceedsRemaining : null)) is { } code)
        {
            return new ModelPrediction(code);
        }

        Release(freeze!, amount);
        return Held(Operations.Unfreeze, freeze!.Account);
    }

    private ModelPrediction Capture(Capture capture)
    {
        ModelWallet? payee = null;
        if (capture.To is { } to && !_wallets.TryGetValue(to, out payee))
        {
            return new ModelPrediction(RefusalCode.WalletNotFound);
        }

        var operation = payee is null ? Operations.CaptureOut : Operations.Capture;
        if (Find(capture.FreezeId, null, out var freeze, out var payer) is { } missing)
        {
            return new ModelPrediction(missing);
        }

        var account = freeze!.Account;
        var amount = capture.Amount is { } given ? Minor(given) : freeze.Remaining;
        var refused = (payee is null && _options.Chart.Find(capture.ToSystem) is null ? RefusalCode.AccountNotFound : null)
            ?? (capture.Amount is { } asked && asked.Currency != account.Currency ? RefusalCode.CurrencyMismatch : null)
            ?? CheckStillThere(freeze)
            ?? (payee is not null && payee.In(account.Currency) is null ? RefusalCode.CurrencyMismatch : null)
            ?? (payee == payer ? RefusalCode.SameWallet : null)
            ?? Closed(payer!) ?? (payee is null ? null : Closed(payee))
            ?? Stopped(payer!, RestrictedSides.Debits) ?? (payee is null ? null : Stopped(payee, RestrictedSides.Credits))
            ?? Active(freeze)
            ?? Policy(capture, operation, payee is null ? [payer!] : [payer!, payee]);
        if (refused is not null)
        {
            return new ModelPrediction(refused);
        }

        var target = payee?.In(account.Currency) ?? System(capture.ToSystem, account.Currency);
        if (payee is not null && MaximumOf(target) is { } maximum && target.Total + amount > maximum)
        {
            return new ModelPrediction(RefusalCode.MaxBalanceExceeded);
        }

        if (amount > freeze.Remaining)
        {
            return new ModelPrediction(RefusalCode.CaptureExceedsRemaining);
        }

        var made = new ModelTransaction { Operation = operation, At = _now, Currency = account.Currency, Amount = amount };
        Take(freeze, amount);
        Do(() => account.Frozen -= amount, () => account.Frozen += amount);
        Do(() => target.Available += amount, () => target.Available -= amount);
        made.Postings.Add(new ModelPosting(account, target, amount, PostingRole.Principal, OnTop: false));
        if (capture.IsFinal ?? freeze.Mode == CaptureMode.Single)
        {
            Release(freeze, freeze.Remaining);
        }

        return Done(made);
    }

    /// <summary>A transaction within one account.</summary>
    private ModelPrediction Held(string operation, ModelAccount account) =>
        Done(new ModelTransaction { Operation = operation, At = _now, Currency = account.Currency, Holder = account.Wallet });

    private string? Find(FreezeId id, Money? amount, out ModelFreeze? freeze, out ModelWallet? wallet)
    {
        wallet = null;
        if (!_freezeIds.TryGetValue(id, out freeze))
        {
            return RefusalCode.FreezeNotFound;
        }

        wallet = freeze.Account.Wallet;
        return amount is { } money && money.Currency != freeze.Account.Currency ? RefusalCode.CurrencyMismatch : null;
    }

    private static string? CheckStillThere(ModelFreeze freeze) => freeze.Account.IsRemoved ? RefusalCode.CurrencyMismatch : null;

    private static string? Active(ModelFreeze freeze) => freeze.IsActive ? null : RefusalCode.FreezeNotActive;

    private string? Lock(ModelAccount account, BigInteger amount)
    {
        if (account.Available + account.Credit < amount)
        {
            return RefusalCode.InsufficientFunds;
        }

        Do(() => account.Available -= amount, () => account.Available += amount);
        Do(() => account.Frozen += amount, () => account.Frozen -= amount);
        return null;
    }

    /// <summary>Gives frozen money back to its account; a record that holds nothing any more is settled.</summary>
    private void Release(ModelFreeze freeze, BigInteger amount)
    {
        var account = freeze.Account;
        Take(freeze, amount);
        Do(() => account.Frozen -= amount, () => account.Frozen += amount);
        Do(() => account.Available += amount, () => account.Available -= amount);
    }

    private void Take(ModelFreeze freeze, BigInteger amount)
    {
        var wasActive = freeze.IsActive;
        Do(() => freeze.Remaining -= amount, () => freeze.Remaining += amount);
        Do(() => freeze.IsActive &= freeze.Remaining > 0, () => freeze.IsActive = wasActive);
    }
}
