using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Makes the refusals, so that each says the same wherever it is found.</summary>
internal static class Refusals
{
    public static Refusal AmountNotPositive(string field) =>
        new(RefusalCode.AmountNotPositive, "The amount must be more than zero.") { Subject = field };

    public static Refusal AmountOverflow() =>
        new(RefusalCode.AmountOverflow, "The amount, or a balance that would result, is past the range of 10^36 minor units.");

    public static Refusal CurrencyNotSupported(Currency currency) =>
        new(RefusalCode.CurrencyNotSupported, $"The currency {currency.Code} with {currency.MinorUnits} decimals is not one of this ledger's.");

    public static Refusal FieldInvalid(string field, int lengthMax) =>
        new(RefusalCode.FieldInvalid, $"{field} must have 1 to {lengthMax} characters, no control characters and no lone surrogates.") { Subject = field };

    public static Refusal CommandInvalid(string message, string? subject = null) => new(RefusalCode.CommandInvalid, message) { Subject = subject };

    public static Refusal OperationUnknown(string name) =>
        new(RefusalCode.OperationUnknown, "No posting rule of that name is registered.") { Subject = name };

    public static Refusal IdempotencyConflict(IReadOnlyList<string> fields) =>
        new(RefusalCode.IdempotencyConflict, $"The key was used for another command: {string.Join(", ", fields)} differ.") { Fields = fields };

    public static Refusal WalletNotFound(string party) =>
        new(RefusalCode.WalletNotFound, "There is no such wallet in this ledger.") { Subject = party };

    public static Refusal TransactionNotFound() => new(RefusalCode.TransactionNotFound, "There is no such transaction in this ledger.");

    public static Refusal FreezeNotFound() => new(RefusalCode.FreezeNotFound, "There is no such freeze record in this ledger.");

    public static Refusal AccountNotFound(string code) =>
        new(RefusalCode.AccountNotFound, "There is no such system account in the ledger's chart.") { Subject = code };

    public static Refusal CurrencyMismatch(string party, Currency currency) =>
        new(RefusalCode.CurrencyMismatch, $"There is no account in {currency.Code}.") { Subject = party };

    public static Refusal SameWallet() => new(RefusalCode.SameWallet, "Source and destination are the same account.");

    public static Refusal WalletClosed(string party) => new(RefusalCode.WalletClosed, "The wallet is closed.") { Subject = party, CanRetry = true };

    public static Refusal WalletFrozen(string party, CachedWallet wallet) =>
        new(RefusalCode.WalletFrozen, $"The wallet is frozen for {wallet.Sides.ToString().ToLowerInvariant()}.") { Subject = party, CanRetry = true };

    public static Refusal FreezeNotActive(FreezeStatus status) =>
        new(RefusalCode.FreezeNotActive, $"The freeze record is {status.ToString().ToLowerInvariant()}.") { FreezeStatus = status };

    public static Refusal PermissionDenied(string operation) =>
        new(RefusalCode.PermissionDenied, $"The actor has none of the roles that '{operation}' needs.") { Subject = operation };

    public static Refusal OperationDisabled(string party) =>
        new(RefusalCode.OperationDisabled, "The operation is switched off for the wallet's application.") { Subject = party };

    public static Refusal ExceedsRemaining(string code, Money requested, Money remaining) =>
        new(code, $"{requested} is more than the {remaining} that the freeze record still holds.") { Requested = requested, Remaining = remaining };

    public static Refusal InsufficientFunds(CachedAccount account, Pocket pocket, Int128 requested)
    {
        var currency = account.Currency;
        var spendable = account.Spendable(pocket) ?? Int128.Zero;
        return new Refusal(RefusalCode.InsufficientFunds, "Less is available than was asked for.")
        {
            CanRetry = true,
            Subject = account.Row.Code,
            Requested = Money.FromMinor(requested, currency),
            Available = Money.FromMinor(pocket == Pocket.Available ? account.Balance.Available : account.Balance.Frozen, currency),
            Shortfall = Money.FromMinor(Int128.Max(Int128.Zero, requested - spendable), currency),
            Frozen = Money.FromMinor(account.Balance.Frozen, currency),
            CreditLimit = Money.FromMinor(account.Row.CreditLimit, currency),
        };
    }

    public static Refusal FeesExceedAmount(string flow, Money requested) =>
        new(RefusalCode.FeesExceedAmount, "Fees and taxes are more than the amount they come out of.") { Subject = flow, Requested = requested };

    public static Refusal MaxBalanceExceeded(CachedAccount account, Int128 maximum, Int128 requested) =>
        new(RefusalCode.MaxBalanceExceeded, "The balance would pass its maximum.")
        {
            CanRetry = true,
            Limit = Money.FromMinor(maximum, account.Currency),
            Requested = Money.FromMinor(requested, account.Currency),
        };

    public static Refusal WalletHasFreezes() =>
        new(RefusalCode.WalletHasFreezes, "Active freeze records hold money of the wallet.") { CanRetry = true };

    public static Refusal WalletNotEmpty(CachedAccount account) =>
        new(RefusalCode.WalletNotEmpty, "The account holds or owes money.")
        {
            CanRetry = true,
            Available = Money.FromMinor(account.Balance.Available, account.Currency),
        };

    public static Refusal AccountNumberTaken() => new(RefusalCode.AccountNumberTaken, "The account number belongs to another account.");

    public static Refusal RefundState(string code, string message, CachedOriginal original, Currency currency, Int128? requested = null) =>
        new(code, message)
        {
            Requested = requested is { } amount ? Money.FromMinor(amount, currency) : null,
            Original = Money.FromMinor(original.Facts.Header.AmountMinor, currency),
            Refunded = Money.FromMinor(original.Refunded, currency),
            Remaining = Money.FromMinor(original.Remaining, currency),
        };
}
