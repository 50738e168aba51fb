namespace WalletCore.Rules;

/// <summary>Whether a command is well formed, which needs no look at the books. What fails here is not remembered under a key.</summary>
internal static class ShapeRules
{
    /// <summary>Stands for a text that must be there and is null: no text may have it in it.</summary>
    private const string Absent = "\0";

    public static Refusal? Check(Command command, LedgerContext ledger) =>
        CheckCommon(command) ?? CheckOwn(command, ledger);

    private static Refusal? CheckCommon(Command command) =>
        CheckText(nameof(Command.Key), command.Key, Limits.KeyLengthMax)
        ?? CheckText(nameof(Command.Reference), command.Reference, Limits.ReferenceLengthMax)
        ?? CheckText(nameof(Command.Channel), command.Channel, Limits.ChannelLengthMax)
        ?? CheckText(nameof(Command.CorrelationId), command.CorrelationId, Limits.IdLengthMax)
        ?? CheckText(nameof(Command.Description), command.Description, Limits.DescriptionLengthMax, allowEmpty: true)
        ?? CheckText("Reason", command.ReasonText, Limits.DescriptionLengthMax, allowEmpty: true);

    private static Refusal? CheckOwn(Command command, LedgerContext ledger) => command switch
    {
        Transfer transfer => CheckAmount(nameof(Transfer.Amount), transfer.Amount, ledger),
        Deposit deposit => CheckAmount(nameof(Deposit.Amount), deposit.Amount, ledger),
        Withdraw withdraw => CheckAmount(nameof(Withdraw.Amount), withdraw.Amount, ledger),
        Freeze freeze => CheckAmount(nameof(Freeze.Amount), freeze.Amount, ledger) ?? CheckEnum(nameof(Freeze.Mode), freeze.Mode),
        Unfreeze unfreeze => CheckAmount(nameof(Unfreeze.Amount), unfreeze.Amount, ledger),
        Capture capture => CheckAmount(nameof(Capture.Amount), capture.Amount, ledger),
        RaiseFreeze raise => CheckAmount(nameof(RaiseFreeze.Amount), raise.Amount, ledger),
        Refund refund => CheckAmount(nameof(Refund.Amount), refund.Amount, ledger),
        RefundResidual residual => CheckCurrency(residual.Currency, ledger),
        Adjust adjust => CheckAdjust(adjust, ledger),
        Post post => CheckPost(post, ledger),
        OpenWallet open => CheckOpen(open, ledger),
        AddAccount add => CheckTerms(add.Currency, add.CreditLimit, add.MaxBalance, add.AccountNumber, ledger),
        ChangeWallet change => CheckChange(change, ledger),
        RemoveAccount remove => CheckCurrency(remove.Currency, ledger),
        FreezeWallet freeze => CheckReason(freeze.Reason)
            ?? (freeze.Sides is RestrictedSides.None or > RestrictedSides.Both ? Refusals.CommandInvalid("A wallet is frozen for debits, credits or both.", nameof(FreezeWallet.Sides)) : null),
        ThawWallet thaw => CheckReason(thaw.Reason),
        _ => null,
    };

    private static Refusal? CheckAdjust(Adjust adjust, LedgerContext ledger) =>
        CheckAmount(nameof(Adjust.Amount), adjust.Amount, ledger)
        ?? CheckText(nameof(Adjust.Reason), adjust.Reason ?? string.Empty, Limits.DescriptionLengthMax)
        ?? CheckEnum(nameof(Adjust.Side), adjust.Side)
        ?? (adjust.Actor is null ? Refusals.CommandInvalid("An adjustment needs an actor.", nameof(Command.Actor)) : null);

    private static Refusal? CheckPost(Post post, LedgerContext ledger)
    {
        if (ledger.Rules.Find(post.Name) is not { } rule || BuiltInRules.All.Any(builtIn => builtIn.Name == post.Name))
        {
            return Refusals.OperationUnknown(post.Name);
        }

        if (CheckAmount(nameof(Post.Amount), post.Amount, ledger) is { } refusal)
        {
            return refusal;
        }

        if (post.Parties is null || post.Amounts is null || post.Rates is null)
        {
            return Refusals.CommandInvalid("Parties, amounts and rates may be empty, not null.");
        }

        foreach (var (name, amount) in post.Amounts)
        {
            if (amount.IsNegative)
            {
                return Refusals.AmountNotPositive(name);
            }

            if (amount.Currency != post.Amount.Currency)
            {
                return Refusals.CommandInvalid("Every amount of a command is in the currency of its principal amount.", name);
            }

            if (amount.AmountMinor > Limits.AmountMax)
            {
                return Refusals.AmountOverflow();
            }
        }

        foreach (var (name, rate) in post.Rates)
        {
            if (!rate.Rate.IsPositive)
            {
                return Refusals.CommandInvalid("A rate is more than zero.", name);
            }

            if (CheckCurrency(rate.To, ledger) is { } unsupported)
            {
                return unsupported;
            }
        }

        return CheckNames("party", rule.Parties, post.Parties.Keys, allRequired: true)
            ?? CheckNames("amount", rule.Inputs, post.Amounts.Keys, allRequired: false)
            ?? CheckNames("rate", rule.Rates, post.Rates.Keys, allRequired: true);
    }

    private static Refusal? CheckNames(string what, IReadOnlyList<string> known, IEnumerable<string> given, bool allRequired)
    {
        var names = given.ToHashSet(StringComparer.Ordinal);
        foreach (var name in known)
        {
            if (!names.Remove(name) && allRequired)
            {
                return Refusals.CommandInvalid($"The {what} '{name}' is missing.", name);
            }
        }

        return names.Count == 0 ? null : Refusals.CommandInvalid($"The posting rule knows no {what} of that name.", names.Order(StringComparer.Ordinal).First());
    }

    private static Refusal? CheckOpen(OpenWallet open, LedgerContext ledger) =>
        CheckText(nameof(OpenWallet.OwnerId), open.OwnerId ?? string.Empty, Limits.IdLengthMax)
        ?? CheckText(nameof(OpenWallet.ApplicationId), open.ApplicationId ?? Absent, Limits.IdLengthMax, allowEmpty: true)
        ?? CheckText(nameof(OpenWallet.Label), open.Label ?? Absent, Limits.IdLengthMax, allowEmpty: true)
        ?? CheckEnum(nameof(OpenWallet.Kind), open.Kind)
        ?? CheckTerms(open.Currency, open.CreditLimit, open.MaxBalance, open.AccountNumber, ledger)
        ?? (open.Kind == WalletKind.Prepaid && open.CreditLimit is { IsZero: false }
            ? Refusals.CommandInvalid("A prepaid wallet has no credit limit.", nameof(OpenWallet.CreditLimit))
            : null);

    private static Refusal? CheckChange(ChangeWallet change, LedgerContext ledger)
    {
        if (change.CreditLimit is null && change.MaxBalance is null && change.AccountNumber is null && change.WalletMetadata is null)
        {
            return Refusals.CommandInvalid("There is nothing to change.");
        }

        if (change.AccountNumber is not null && change.Currency is null)
        {
            return Refusals.CommandInvalid("The currency says which account to renumber.", nameof(ChangeWallet.Currency));
        }

        return CheckLimit(nameof(ChangeWallet.CreditLimit), change.CreditLimit, ledger)
            ?? CheckLimit(nameof(ChangeWallet.MaxBalance), change.MaxBalance, ledger)
            ?? (change.Currency is { } currency ? CheckCurrency(currency, ledger) : null)
            ?? CheckText(nameof(ChangeWallet.AccountNumber), change.AccountNumber, Limits.IdLengthMax);
    }

    private static Refusal? CheckTerms(Currency currency, Money? creditLimit, Money? maxBalance, string? number, LedgerContext ledger)
    {
        if (CheckCurrency(currency, ledger) is { } refusal)
        {
            return refusal;
        }

        if ((creditLimit is { } limit && limit.Currency != currency) || (maxBalance is { } maximum && maximum.Currency != currency))
        {
            return Refusals.CommandInvalid("The limits of an account are in its currency.", nameof(OpenWallet.Currency));
        }

        return CheckLimit(nameof(OpenWallet.CreditLimit), creditLimit, ledger)
            ?? CheckLimit(nameof(OpenWallet.MaxBalance), maxBalance, ledger)
            ?? CheckText(nameof(OpenWallet.AccountNumber), number, Limits.IdLengthMax);
    }

    private static Refusal? CheckLimit(string field, Money? limit, LedgerContext ledger)
    {
        if (limit is not { } money)
        {
            return null;
        }

        return money.IsNegative ? Refusals.CommandInvalid("A limit is zero or more.", field)
            : money.AmountMinor > Limits.AmountMax ? Refusals.AmountOverflow()
            : CheckCurrency(money.Currency, ledger);
    }

    private static Refusal? CheckReason(string? reason) => CheckText("Reason", reason ?? string.Empty, Limits.IdLengthMax);

    private static Refusal? CheckAmount(string field, Money? amount, LedgerContext ledger) =>
        amount is { } money ? CheckAmount(field, money, ledger) : null;

    private static Refusal? CheckAmount(string field, Money amount, LedgerContext ledger)
    {
        if (!amount.IsPositive && !amount.Currency.IsNone)
        {
            return Refusals.AmountNotPositive(field);
        }

        return CheckCurrency(amount.Currency, ledger) ?? (amount.AmountMinor > Limits.AmountMax ? Refusals.AmountOverflow() : null);
    }

    private static Refusal? CheckCurrency(Currency currency, LedgerContext ledger) =>
        ledger.Knows(currency) ? null : Refusals.CurrencyNotSupported(currency);

    private static Refusal? CheckEnum<T>(string field, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? null : Refusals.CommandInvalid("Not one of the known values.", field);

    private static Refusal? CheckText(string field, string? text, int lengthMax, bool allowEmpty = false) =>
        text is null || Text.Fits(text, lengthMax, allowEmpty, allowLineBreaks: lengthMax == Limits.DescriptionLengthMax) ? null : Refusals.FieldInvalid(field, lengthMax);
}
