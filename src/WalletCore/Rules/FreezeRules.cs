using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Freeze records: making, raising, extending, releasing, capturing and expiring them.</summary>
internal sealed class FreezeRules(Decision decision, PostingEvaluator evaluator)
{
    public Refusal? Decide(Freeze freeze)
    {
        decision.Principal = freeze.Amount;
        if (decision.Bind(Parties.Wallet, freeze.Wallet) is { } refusal)
        {
            return refusal;
        }

        var wallet = decision.PartyOf(Parties.Wallet);
        if (wallet.Find(freeze.Amount.Currency) is not { IsRemoved: false } account)
        {
            return Refusals.CurrencyMismatch(Parties.Wallet, freeze.Amount.Currency);
        }

        if ((StateRules.Check(Parties.Wallet, wallet, RestrictedSides.Debits) ?? CheckExpiry(freeze.ExpiresAt) ?? evaluator.Run()) is { } refused)
        {
            return refused;
        }

        if (decision.NeedsMore)
        {
            return null;
        }

        decision.FreezeOrdinal = decision.Sequence;
        decision.Freeze = decision.Set.AddFreeze(
            new FreezeRow
            {
                Ordinal = decision.Sequence,
                Account = account.Ordinal,
                Amount = freeze.Amount.AmountMinor,
                Remaining = freeze.Amount.AmountMinor,
                Captured = 0,
                Status = FreezeStatus.Active,
                Mode = freeze.Mode,
                Reason = freeze.Reason,
                ExpiresAt = freeze.ExpiresAt is { } time ? MicroTime.FromDateTimeOffset(time) : null,
                CreatedAt = decision.Now,
            },
            account);
        return null;
    }

    public Refusal? Decide(Unfreeze unfreeze)
    {
        if ((Find(unfreeze.FreezeId, out var freeze) ?? CheckCurrency(unfreeze.Amount, freeze)) is { } refusal)
        {
            return refusal;
        }

        return Release(freeze, unfreeze.Amount?.AmountMinor ?? freeze.Row.Remaining, FreezeStatus.Released, () => CheckActive(freeze));
    }

    public Refusal? Decide(ExpireFreeze expire)
    {
        if (Find(expire.FreezeId, out var freeze) is { } refusal)
        {
            return refusal;
        }

        return Release(freeze, freeze.Row.Remaining, FreezeStatus.Expired, () => freeze.Row.Status != FreezeStatus.Active
            ? Refusals.FreezeNotActive(freeze.Row.Status)
            : IsDue(freeze.Row) ? null
            : new Refusal(RefusalCode.ExpiryNotReached, "The freeze record's time has not passed.") { CanRetry = true });
    }

    public Refusal? Decide(RaiseFreeze raise)
    {
        if ((Find(raise.FreezeId, out var freeze) ?? CheckCurrency(raise.Amount, freeze)) is { } refusal)
        {
            return refusal;
        }

        decision.Principal = raise.Amount;
        if (evaluator.Run(() => CheckActive(freeze)) is { } refused)
        {
            return refused;
        }

        if (!decision.NeedsMore)
        {
            Change(freeze, freeze.Row with { Amount = freeze.Row.Amount + raise.Amount.AmountMinor, Remaining = freeze.Row.Remaining + raise.Amount.AmountMinor });
        }

        return null;
    }

    public Refusal? Decide(ExtendFreeze extend)
    {
        if (Find(extend.FreezeId, out var freeze) is { } refusal)
        {
            return refusal;
        }

        if ((StateRules.Check(Parties.Wallet, freeze.Account.Wallet!, RestrictedSides.Debits)
            ?? CheckActive(freeze)
            ?? CheckExpiry(extend.ExpiresAt)
            ?? PolicyRules.Check(decision)) is { } refused)
        {
            return refused;
        }

        Change(freeze, freeze.Row with { ExpiresAt = extend.ExpiresAt is { } time ? MicroTime.FromDateTimeOffset(time) : null });
        return null;
    }

    public Refusal? Decide(Capture capture)
    {
        CachedWallet? target = null;
        if (capture.To is { } to)
        {
            target = decision.FindWallet(to);
            if (target is null)
            {
                return Refusals.WalletNotFound(Parties.To);
            }
        }

        if (Find(capture.FreezeId, out var freeze) is { } refusal)
        {
            return refusal;
        }

        if (target is null && decision.Set.Ledger.Options.Chart.Find(capture.ToSystem) is null)
        {
            return Refusals.AccountNotFound(capture.ToSystem);
        }

        if (CheckCurrency(capture.Amount, freeze) is { } mismatch)
        {
            return mismatch;
        }

        decision.Parties.Clear();
        decision.Parties.Add((Parties.From, freeze.Account.Wallet!));
        decision.OutsideCode = capture.ToSystem;
        if (target is not null)
        {
            decision.Parties.Add((Parties.To, target));
        }

        var amount = capture.Amount?.AmountMinor ?? freeze.Row.Remaining;
        decision.Principal = Money.FromMinor(amount, freeze.Account.Currency);
        var refused = evaluator.Run(() => CheckActive(freeze));
        if (amount > freeze.Row.Remaining && refused?.Code is null or RefusalCode.InsufficientFunds)
        {
            return Refusals.ExceedsRemaining(RefusalCode.CaptureExceedsRemaining, decision.Principal, RemainingOf(freeze));
        }

        return refused ?? Settle(freeze, amount, capture.IsFinal ?? (freeze.Row.Mode == CaptureMode.Single));
    }

    private Refusal? Settle(CachedFreeze freeze, Int128 captured, bool isFinal)
    {
        var rest = freeze.Row.Remaining - captured;
        if (isFinal && rest > 0)
        {
            var overflow = evaluator.Move(
                freeze.Account, Pocket.Frozen, freeze.Account, Pocket.Available, rest, PostingRole.Principal, onTop: true, checkFunds: true, checkMaximum: false);
            if (overflow is not null)
            {
                return overflow;
            }

            rest = 0;
        }

        Change(freeze, freeze.Row with { Captured = freeze.Row.Captured + captured, Remaining = rest }, rest == 0 ? FreezeStatus.Captured : FreezeStatus.Active);
        return null;
    }

    private Refusal? Release(CachedFreeze freeze, Int128 amount, FreezeStatus settled, Func<Refusal?> checkState)
    {
        decision.Principal = Money.FromMinor(amount, freeze.Account.Currency);
        var refused = evaluator.Run(checkState);
        if (amount > freeze.Row.Remaining && refused?.Code is null or RefusalCode.InsufficientFunds)
        {
            return Refusals.ExceedsRemaining(RefusalCode.ReleaseExceedsRemaining, decision.Principal, RemainingOf(freeze));
        }

        if (refused is not null)
        {
            return refused;
        }

        var remaining = freeze.Row.Remaining - amount;
        var status = remaining > 0 ? FreezeStatus.Active : freeze.Row.Captured > 0 && settled == FreezeStatus.Released ? FreezeStatus.Captured : settled;
        Change(freeze, freeze.Row with { Remaining = remaining }, status);
        return null;
    }

    private Refusal? Find(FreezeId id, out CachedFreeze freeze)
    {
        freeze = null!;
        var mint = decision.Set.Ledger.Mint;
        if (!mint.TryOrdinal(id.Value, out var ordinal) || decision.Set.FindFreeze(ordinal) is not { } found || mint.Freeze(ordinal, found.Row.CreatedAt) != id)
        {
            return Refusals.FreezeNotFound();
        }

        freeze = found;
        decision.FreezeOrdinal = ordinal;
        decision.Freeze = found;
        decision.Parties.Add((Parties.Wallet, found.Account.Wallet!));
        return null;
    }

    private static Refusal? CheckCurrency(Money? amount, CachedFreeze freeze) =>
        amount is { } money && money.Currency != freeze.Account.Currency ? Refusals.CurrencyMismatch(nameof(FreezeId), money.Currency) : null;

    private Refusal? CheckActive(CachedFreeze freeze) => freeze.Row.Status != FreezeStatus.Active ? Refusals.FreezeNotActive(freeze.Row.Status)
        : IsDue(freeze.Row) ? Refusals.FreezeNotActive(FreezeStatus.Expired)
        : null;

    private Refusal? CheckExpiry(DateTimeOffset? expiresAt) => expiresAt is { } time && MicroTime.FromDateTimeOffset(time) <= decision.Now
        ? new Refusal(RefusalCode.ExpiryNotFuture, "An expiry must lie in the future.")
        : null;

    private bool IsDue(FreezeRow freeze) => freeze.ExpiresAt is { } expiry && decision.Now >= expiry;

    private void Change(CachedFreeze freeze, FreezeRow row, FreezeStatus status = FreezeStatus.Active)
    {
        var before = freeze.Row;
        freeze.Row = row with { Status = status, SettledAt = status == FreezeStatus.Active ? null : decision.Now };
        decision.Set.Dirty.Mark(freeze);
        decision.Set.Undo.Add(() => freeze.Row = before);
    }

    private static Money RemainingOf(CachedFreeze freeze) => Money.FromMinor(freeze.Row.Remaining, freeze.Account.Currency);
}
