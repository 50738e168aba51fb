using System.Numerics;

namespace WalletCore.Testing;

/// <content>State, policies and limits.</content>
public sealed partial class ModelBooks
{
    private static string? Closed(ModelWallet wallet) => wallet.IsClosed ? RefusalCode.WalletClosed : null;

    private static string? Stopped(ModelWallet wallet, RestrictedSides side) => wallet.Stops(side) ? RefusalCode.WalletFrozen : null;

    private WalletPolicy PolicyOf(ModelWallet wallet) => PolicyOf(wallet.Application);

    private WalletPolicy PolicyOf(string application) =>
        _options.WalletPolicies.FirstOrDefault(policy => policy.ApplicationId == application)
        ?? _options.WalletPolicies.FirstOrDefault(policy => policy.ApplicationId is null)
        ?? WalletPolicy.Unlimited;

    private string? Policy(
        Command command, string operation, IReadOnlyList<ModelWallet> wallets, Dictionary<string, ModelWallet>? parties = null, WalletPolicy? opening = null)
    {
        if (!_options.Permissions.Allows(operation, command.Actor))
        {
            return RefusalCode.PermissionDenied;
        }

        var rule = _options.Rules.FirstOrDefault(rule => rule.Name == operation);
        if (rule is { Permissions.Count: > 0 } && !rule.Permissions.Any(line => IsOn(line, parties![line.Payer], parties[line.Payee])))
        {
            return RefusalCode.PaymentNotAllowed;
        }

        if (wallets.Select(PolicyOf).Append(opening ?? WalletPolicy.Unlimited).Any(policy => policy.DisabledOperations.Contains(operation, StringComparer.Ordinal)))
        {
            return RefusalCode.OperationDisabled;
        }

        var today = DateOnly.FromDateTime(_now.UtcDateTime);
        if (command.BusinessDate is { } date
            && (date < today.AddDays(-(_options.BusinessDates.DaysBackMax ?? today.DayNumber)) || date.DayNumber > today.DayNumber + (long)(_options.BusinessDates.DaysAheadMax ?? int.MaxValue)))
        {
            return RefusalCode.BusinessDateNotAllowed;
        }

        return _options.UniqueReferences && command.Reference is { } reference && _references.Contains(reference) ? RefusalCode.ReferenceTaken : null;
    }

    private static bool IsOn(PaymentPermission line, ModelWallet payer, ModelWallet payee) =>
        (line.PayerLabel ?? payer.Label) == payer.Label && (line.PayeeLabel ?? payee.Label) == payee.Label
        && (line.PayerApplicationId ?? payer.Application) == payer.Application && (line.PayeeApplicationId ?? payee.Application) == payee.Application;

    private string? UseLimits(string operation, Money amount, IReadOnlyList<ModelWallet> payers)
    {
        if (payers.Any(payer => PolicyOf(payer).Minimums.Any(minimum =>
            minimum.Key == operation && minimum.Value.Currency == amount.Currency && amount < minimum.Value)))
        {
            return RefusalCode.AmountBelowMinimum;
        }

        foreach (var payer in payers)
        {
            foreach (var limit in PolicyOf(payer).UsageLimits.Where(limit => limit.Operation == operation && limit.Maximum.Currency == amount.Currency))
            {
                var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_now, PolicyOf(payer).TimeZone).DateTime);
                var key = (operation + limit.Window, limit.Window == LimitWindow.Day ? local : new DateOnly(local.Year, local.Month, 1));
                if (payer.In(amount.Currency) is not { } account)
                {
                    continue;
                }

                var used = account.Used.GetValueOrDefault(key, BigInteger.Zero) + Minor(amount);
                if (used > Minor(limit.Maximum))
                {
                    return RefusalCode.LimitExceeded;
                }

                Put(account.Used, key, used);
            }
        }

        return null;
    }
}
