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
        if (wallet.Find(freeze.Amount.Currency) is not { Row.Closed: false } account)
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
        if (Find(unfreeze.FreezeId, unfreeze.Amount, out var freeze) is { } refusal)
        {
            return refusal;
        }

        if (CheckActive(freeze) is { } inactive)
        {
            return inactive;
        }

        var amount = unfreeze.Amount?.AmountMinor ?? freeze.Row.Remaining;
        if (amount > freeze.Row.Remaining)
        {
            return (PolicyRules.CheckCommon(decision) ?? PolicyRules.CheckParties(decision))
                ?? Refusals.ExceedsRemaining(RefusalCode.ReleaseExceedsRemaining, unfreeze.Amount!.Value, RemainingOf(freeze));
        }

        return Release(freeze, amount, FreezeStatus.Released);
    }

    public Refusal? Decide(ExpireFreeze expire)
    {
        if (Find(expire.FreezeId, amount: null, out var freeze) is { } refusal)
        {
            return refusal;
        }

        if (freeze.Row.Status != FreezeStatus.Active)
        {
            return Refusals.FreezeNotActive(freeze.Row.Status);
        }

        return IsDue(freeze.Row)
            ? Release(freeze, freeze.Row.Remaining, FreezeStatus.Expired)
            : new Refusal(RefusalCode.ExpiryNotReached, "The freeze record's time has not passed.") { CanRetry = true };
    }

    public Refusal? Decide(RaiseFreeze raise)
    {
        if (Find(raise.FreezeId, raise.Amount, out var freeze) is { } refusal)
        {
            return refusal;
        }

        decision.Principal = raise.Amount;
        if ((StateRules.Check(Parties.Wallet, freeze.Account.Wallet!, RestrictedSides.Debits) ?? CheckActive(freeze) ?? evaluator.Run()) is { } refused)
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
        if (Find(extend.FreezeId, amount: null, out var freeze) is { } refusal)
        {
            return refusal;
        }

        if ((StateRules.Check(Parties.Wallet, freeze.Account.Wallet!, RestrictedSides.Debits)
            ?? CheckActive(freeze)
            ?? CheckExpiry(extend.ExpiresAt)
            ?? PolicyRules.CheckCommon(decision)
            ?? PolicyRules.CheckParties(decision)) is { } refused)
        {
            return refused;
        }

        Change(freeze, freeze.Row with { ExpiresAt = extend.ExpiresAt is { } time ? MicroTime.FromDateTimeOffset(time) : null });
        return null;
    }

    public Refusal? Decide(Capture capture)
    {
        if (Find(capture.FreezeId, capture.Amount, out var freeze) is { } refusal)
        {
            return refusal;
        }

        decision.Parties.Clear();
        decision.Parties.Add((Parties.From, freeze.Account.Wallet!));
        decision.OutsideCode = capture.ToSystem;
        if (capture.To is { } to && decision.Bind(Parties.To, to) is { } missing)
        {
            return missing;
        }

        if (CheckActive(freeze) is { } inactive)
        {
            return inactive;
        }

        var amount = capture.Amount?.AmountMinor ?? freeze.Row.Remaining;
        decision.Principal = Money.FromMinor(amount, freeze.Account.Currency);
        var refused = evaluator.Run();
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

    private Refusal? Release(CachedFreeze freeze, Int128 amount, FreezeStatus settled)
    {
        decision.Principal = Money.FromMinor(amount, freeze.Account.Currency);
        if (evaluator.Run() is { } refused)
        {
            return refused;
        }

        var remaining = freeze.Row.Remaining - amount;
        var status = remaining > 0 ? FreezeStatus.Active : freeze.Row.Captured > 0 && settled == FreezeStatus.Released ? FreezeStatus.Captured : settled;
        Change(freeze, freeze.Row with { Remaining = remaining }, status);
        return null;
    }

    private Refusal? Find(FreezeId id, Money? amount, out CachedFreeze freeze)
    {
        freeze = null!;
        var mint = decision.Set.Ledger.Mint;
        if (!mint.TryOrdinal(id.Value, out var ordinal) || decision.Set.FindFreeze(ordinal) is not { } found || mint.Freeze(ordinal, found.Row.CreatedAt) != id)
        {
            return Refusals.FreezeNotFound();
        }

        if (amount is { } money && money.Currency != found.Account.Currency)
        {
            return Refusals.CurrencyMismatch(nameof(FreezeId), money.Currency);
        }

        freeze = found;
        decision.FreezeOrdinal = ordinal;
        decision.Freeze = found;
        decision.Parties.Add((Parties.Wallet, found.Account.Wallet!));
        return null;
    }

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
        decision.Set.MarkDirty(freeze);
        decision.Set.Undo.Add(() => freeze.Row = before);
    }

    private static Money RemainingOf(CachedFreeze freeze) => Money.FromMinor(freeze.Row.Remaining, freeze.Account.Currency);
}
