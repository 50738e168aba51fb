using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>What the ledger's policies let through.</summary>
internal static class PolicyRules
{
    /// <summary>
    /// The policies in the order of their codes: who may ask, the rule's allow-list, what is switched off for the wallets' applications,
    /// business dates, references.
    /// </summary>
    /// <param name="decision">The command being decided.</param>
    /// <param name="opening">The policy of a wallet that is about to be opened, and so is no party yet.</param>
    public static Refusal? Check(Decision decision, WalletPolicy? opening = null)
    {
        if (decision.Command is ExpireFreeze { IsImplied: true })
        {
            return null;
        }

        var options = decision.Set.Ledger.Options;
        if (!options.Permissions.Allows(decision.Rule.Name, decision.Command.Actor))
        {
            return Refusals.PermissionDenied(decision.Rule.Name);
        }

        if ((CheckAllowList(decision) ?? CheckSwitchedOff(decision, opening)) is { } refusal)
        {
            return refusal;
        }

        if (decision.Command.BusinessDate is not null && !options.BusinessDates.Allows(decision.BusinessDay, MicroTime.DayNumber(decision.Now)))
        {
            return new Refusal(RefusalCode.BusinessDateNotAllowed, "The business date is outside what the policy allows.");
        }

        return options.UniqueReferences && decision.Command.Reference is { } reference && decision.Set.IsReferenceTaken(reference)
            ? new Refusal(RefusalCode.ReferenceTaken, "The reference is taken by another transaction.")
            : null;
    }

    /// <summary>The smallest amounts, then what a day and a month allow, for the wallets that pay.</summary>
    public static Refusal? CheckLimits(Decision decision)
    {
        foreach (var (name, wallet) in decision.Parties)
        {
            if (wallet.Policy.Minimums.Count > 0 && decision.Rule.Plan.Payers.Contains(name, StringComparer.Ordinal) && CheckMinimum(decision, wallet.Policy) is { } refusal)
            {
                return refusal;
            }
        }

        foreach (var (name, wallet) in decision.Parties)
        {
            if (wallet.Policy.UsageLimits.Count > 0 && decision.Rule.Plan.Payers.Contains(name, StringComparer.Ordinal) && CheckUsage(decision, wallet, wallet.Policy) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>The highest balance that credits may reach; null when there is none.</summary>
    public static Int128? MaxBalanceOf(CachedAccount account)
    {
        if (!account.MayHaveMaximum)
        {
            return null;
        }

        if (account.Row.MaxBalance is { } own)
        {
            return own;
        }

        if (account.Wallet is not { Policy.MaxBalances.Count: > 0 } wallet)
        {
            return null;
        }

        foreach (var maximum in wallet.Policy.MaxBalances)
        {
            if (maximum.Currency == account.Currency && !maximum.IsZero)
            {
                return maximum.AmountMinor;
            }
        }

        return null;
    }

    private static Refusal? CheckMinimum(Decision decision, WalletPolicy policy)
    {
        foreach (var (operation, minimum) in policy.Minimums)
        {
            if (operation == decision.Rule.Name && minimum.Currency == decision.Principal.Currency && decision.Principal < minimum)
            {
                return new Refusal(RefusalCode.AmountBelowMinimum, "The amount is less than the smallest one of this operation.")
                {
                    Requested = decision.Principal,
                    Limit = minimum,
                };
            }
        }

        return null;
    }

    private static Refusal? CheckUsage(Decision decision, CachedWallet wallet, WalletPolicy policy)
    {
        foreach (var limit in policy.UsageLimits)
        {
            if (limit.Operation != decision.Rule.Name || limit.Maximum.Currency != decision.Principal.Currency
                || wallet.Find(decision.Principal.Currency) is not { } account)
            {
                continue;
            }

            var key = new UsageKey(account.Ordinal, limit.Name, WindowOf(limit.Window, policy.TimeZone, decision.Now));
            if (account.Ordinal <= decision.Set.Committed.Accounts && !decision.Set.HasUsage(key))
            {
                decision.Needs.Usage(key);
                decision.NeedsMore = true;
                return null;
            }

            var used = decision.Set.FindUsage(key) + decision.Principal.AmountMinor;
            if (used > limit.Maximum.AmountMinor)
            {
                return new Refusal(RefusalCode.LimitExceeded, $"More than what a {limit.Window.ToString().ToLowerInvariant()} allows.")
                {
                    CanRetry = true,
                    Subject = limit.Name,
                    Requested = decision.Principal,
                    Limit = limit.Maximum,
                    Remaining = Money.FromMinor(Int128.Max(0, limit.Maximum.AmountMinor - used + decision.Principal.AmountMinor), decision.Principal.Currency),
                };
            }

            decision.Set.SetUsage(key, used);
        }

        return null;
    }

    /// <summary>The first day of the window, in the policy's time zone.</summary>
    private static int WindowOf(LimitWindow window, TimeZoneInfo zone, long now)
    {
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(MicroTime.ToDateTimeOffset(now), zone).DateTime);
        return (window == LimitWindow.Day ? date : new DateOnly(date.Year, date.Month, 1)).DayNumber;
    }

    private static Refusal? CheckSwitchedOff(Decision decision, WalletPolicy? opening)
    {
        if (opening is not null && IsOff(opening))
        {
            return Refusals.OperationDisabled(Parties.Wallet);
        }

        foreach (var (name, wallet) in decision.Parties)
        {
            if (IsOff(wallet.Policy))
            {
                return Refusals.OperationDisabled(name);
            }
        }

        return null;

        bool IsOff(WalletPolicy policy) =>
            policy.DisabledOperations.Count > 0 && policy.DisabledOperations.Contains(decision.Rule.Name, StringComparer.Ordinal);
    }

    private static Refusal? CheckAllowList(Decision decision)
    {
        if (decision.Rule.Permissions.Count == 0)
        {
            return null;
        }

        foreach (var group in decision.Rule.Permissions.GroupBy(permission => (permission.Payer, permission.Payee)))
        {
            var payer = decision.PartyOf(group.Key.Payer).Row;
            var payee = decision.PartyOf(group.Key.Payee).Row;
            if (!group.Any(permission => Matches(permission, payer, payee)))
            {
                return new Refusal(RefusalCode.PaymentNotAllowed, "The posting rule does not let this payer pay this payee.") { Subject = group.Key.Payee };
            }
        }

        return null;
    }

    private static bool Matches(PaymentPermission permission, WalletRow payer, WalletRow payee) =>
        (permission.PayerLabel is null || permission.PayerLabel == payer.Label)
        && (permission.PayeeLabel is null || permission.PayeeLabel == payee.Label)
        && (permission.PayerApplicationId is null || permission.PayerApplicationId == payer.ApplicationId)
        && (permission.PayeeApplicationId is null || permission.PayeeApplicationId == payee.ApplicationId);
}
