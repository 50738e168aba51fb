namespace WalletCore.Rules;

/// <summary>Whether a command is well formed, which needs no look at the books. What fails here is not remembered under a key.</summary>
internal static class ShapeRules
{
    /// <summary>In the order of the codes: amounts and currencies, then texts, then what else the operation needs.</summary>
    public static Refusal? Check(Command command, LedgerContext ledger) =>
        CheckMoney(command, ledger) ?? CheckTexts(command) ?? CheckForm(command, ledger);

    private static Refusal? CheckMoney(Command command, LedgerContext ledger) => command switch
    {
        Transfer transfer => CheckAmount(nameof(Transfer.Amount), transfer.Amount, ledger),
        Deposit deposit => CheckAmount(nameof(Deposit.Amount), deposit.Amount, ledger),
        Withdraw withdraw => CheckAmount(nameof(Withdraw.Amount), withdraw.Amount, ledger),
        Freeze freeze => CheckAmount(nameof(Freeze.Amount), freeze.Amount, ledger),
        Unfreeze unfreeze => CheckAmount(nameof(Unfreeze.Amount), unfreeze.Amount, ledger),
        Capture capture => CheckAmount(nameof(Capture.Amount), capture.Amount, ledger),
        RaiseFreeze raise => CheckAmount(nameof(RaiseFreeze.Amount), raise.Amount, ledger),
        Refund refund => CheckAmount(nameof(Refund.Amount), refund.Amount, ledger),
        RefundResidual residual => CheckCurrency(residual.Currency, ledger),
        Adjust adjust => CheckAmount(nameof(Adjust.Amount), adjust.Amount, ledger),
        Post post => CheckPostMoney(post, ledger),
        OpenWallet open => CheckRange(open.CreditLimit) ?? CheckRange(open.MaxBalance) ?? CheckCurrency(open.Currency, ledger),
        AddAccount add => CheckRange(add.CreditLimit) ?? CheckRange(add.MaxBalance) ?? CheckCurrency(add.Currency, ledger),
        ChangeWallet change => CheckChangeMoney(change, ledger),
        RemoveAccount remove => CheckCurrency(remove.Currency, ledger),
        _ => null,
    };

    private static Refusal? CheckPostMoney(Post post, LedgerContext ledger)
    {
        foreach (var (name, amount) in post.Amounts)
        {
            if (amount.IsNegative)
            {
                return Refusals.AmountNotPositive(name);
            }
        }

        if (!post.Amount.IsPositive)
        {
            return Refusals.AmountNotPositive(nameof(Post.Amount));
        }

        foreach (var (_, amount) in post.Amounts)
        {
            if (CheckRange(amount) is { } overflow)
            {
                return overflow;
            }
        }

        if (CheckAmount(nameof(Post.Amount), post.Amount, ledger) is { } refusal)
        {
            return refusal;
        }

        foreach (var (_, rate) in post.Rates)
        {
            if (CheckCurrency(rate.To, ledger) is { } unsupported)
            {
                return unsupported;
            }
        }

        return null;
    }

    private static Refusal? CheckChangeMoney(ChangeWallet change, LedgerContext ledger) =>
        CheckRange(change.CreditLimit)
        ?? CheckRange(change.MaxBalance)
        ?? (change.CreditLimit is { } limit ? CheckCurrency(limit.Currency, ledger) : null)
        ?? (change.MaxBalance is { } maximum ? CheckCurrency(maximum.Currency, ledger) : null)
        ?? (change.Currency is { } currency ? CheckCurrency(currency, ledger) : null);

    private static Refusal? CheckTexts(Command command) =>
        CheckText(nameof(Command.Key), command.Key, Limits.KeyLengthMax)
        ?? CheckText(nameof(Command.Reference), command.Reference, Limits.ReferenceLengthMax)
        ?? CheckText(nameof(Command.Channel), command.Channel, Limits.ChannelLengthMax)
        ?? CheckText(nameof(Command.CorrelationId), command.CorrelationId, Limits.IdLengthMax)
        ?? CheckText(nameof(Command.Description), command.Description, Limits.DescriptionLengthMax, allowEmpty: true)
        ?? CheckOwnTexts(command)
        ?? CheckText("Reason", command.ReasonText, Limits.DescriptionLengthMax, allowEmpty: true);

    private static Refusal? CheckOwnTexts(Command command) => command switch
    {
        Transfer or Deposit or Withdraw => null,
        Adjust adjust => CheckText(nameof(Adjust.Reason), adjust.Reason ?? string.Empty, Limits.DescriptionLengthMax),
        OpenWallet open => CheckText(nameof(OpenWallet.OwnerId), open.OwnerId ?? string.Empty, Limits.IdLengthMax)
            ?? CheckGiven(nameof(OpenWallet.ApplicationId), open.ApplicationId)
            ?? CheckGiven(nameof(OpenWallet.Label), open.Label)
            ?? CheckText(nameof(OpenWallet.AccountNumber), open.AccountNumber, Limits.IdLengthMax),
        AddAccount add => CheckText(nameof(AddAccount.AccountNumber), add.AccountNumber, Limits.IdLengthMax),
        ChangeWallet change => CheckText(nameof(ChangeWallet.AccountNumber), change.AccountNumber, Limits.IdLengthMax),
        FreezeWallet freeze => CheckReason(freeze.Reason),
        ThawWallet thaw => CheckReason(thaw.Reason),
        _ => null,
    };

    private static Refusal? CheckForm(Command command, LedgerContext ledger) => command switch
    {
        Transfer or Deposit or Withdraw => null,
        Freeze freeze => CheckEnum(nameof(Freeze.Mode), freeze.Mode),
        Adjust adjust => CheckEnum(nameof(Adjust.Side), adjust.Side)
            ?? (adjust.Actor is null ? Refusals.CommandInvalid("An adjustment needs an actor.", nameof(Command.Actor)) : null),
        Post post => CheckPost(post, ledger),
        OpenWallet open => CheckEnum(nameof(OpenWallet.Kind), open.Kind)
            ?? CheckTerms(open.Currency, open.CreditLimit, open.MaxBalance)
            ?? (open.Kind == WalletKind.Prepaid && open.CreditLimit is { IsZero: false }
                ? Refusals.CommandInvalid("A prepaid wallet has no credit limit.", nameof(OpenWallet.CreditLimit))
                : null),
        AddAccount add => CheckTerms(add.Currency, add.CreditLimit, add.MaxBalance),
        ChangeWallet change => CheckChange(change),
        FreezeWallet freeze => freeze.Sides is RestrictedSides.None or > RestrictedSides.Both
            ? Refusals.CommandInvalid("A wallet is frozen for debits, credits or both.", nameof(FreezeWallet.Sides))
            : null,
        _ => null,
    };

    private static Refusal? CheckPost(Post post, LedgerContext ledger)
    {
        foreach (var (name, amount) in post.Amounts)
        {
            if (amount.Currency != post.Amount.Currency)
            {
                return Refusals.CommandInvalid("Every amount of a command is in the currency of its principal amount.", name);
            }
        }

        foreach (var (name, rate) in post.Rates)
        {
            if (!rate.Rate.IsPositive)
            {
                return Refusals.CommandInvalid("A rate is more than zero.", name);
            }
        }

        if (ledger.Rules.Find(post.Name) is not { } rule || BuiltInRules.All.Any(builtIn => builtIn.Name == post.Name))
        {
            return Refusals.OperationUnknown(post.Name);
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

    private static Refusal? CheckChange(ChangeWallet change)
    {
        if (change.CreditLimit is null && change.MaxBalance is null && change.AccountNumber is null && change.WalletMetadata is null)
        {
            return Refusals.CommandInvalid("There is nothing to change.");
        }

        if (change.AccountNumber is not null && change.Currency is null)
        {
            return Refusals.CommandInvalid("The currency says which account to renumber.", nameof(ChangeWallet.Currency));
        }

        return CheckLimit(nameof(ChangeWallet.CreditLimit), change.CreditLimit) ?? CheckLimit(nameof(ChangeWallet.MaxBalance), change.MaxBalance);
    }

    private static Refusal? CheckTerms(Currency currency, Money? creditLimit, Money? maxBalance)
    {
        if ((creditLimit is { } limit && limit.Currency != currency) || (maxBalance is { } maximum && maximum.Currency != currency))
        {
            return Refusals.CommandInvalid("The limits of an account are in its currency.", nameof(OpenWallet.Currency));
        }

        return CheckLimit(nameof(OpenWallet.CreditLimit), creditLimit) ?? CheckLimit(nameof(OpenWallet.MaxBalance), maxBalance);
    }

    private static Refusal? CheckLimit(string field, Money? limit) =>
        limit is { IsNegative: true } ? Refusals.CommandInvalid("A limit is zero or more.", field) : null;

    private static Refusal? CheckReason(string? reason) => CheckText("Reason", reason ?? string.Empty, Limits.IdLengthMax);

    private static Refusal? CheckAmount(string field, Money? amount, LedgerContext ledger) =>
        amount is { } money ? CheckAmount(field, money, ledger) : null;

    private static Refusal? CheckAmount(string field, Money amount, LedgerContext ledger) =>
        !amount.IsPositive ? Refusals.AmountNotPositive(field)
        : amount.AmountMinor > Limits.AmountMax ? Refusals.AmountOverflow()
        : CheckCurrency(amount.Currency, ledger);

    private static Refusal? CheckRange(Money? amount) => amount?.AmountMinor > Limits.AmountMax ? Refusals.AmountOverflow() : null;

    private static Refusal? CheckCurrency(Currency currency, LedgerContext ledger) =>
        ledger.Knows(currency) ? null : Refusals.CurrencyNotSupported(currency);

    private static Refusal? CheckEnum<T>(string field, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? null : Refusals.CommandInvalid("Not one of the known values.", field);

    /// <summary>A text that may be empty, but not null.</summary>
    private static Refusal? CheckGiven(string field, string? text) =>
        Text.Fits(text, Limits.IdLengthMax, allowEmpty: true) ? null : Refusals.FieldInvalid(field, Limits.IdLengthMax);

    private static Refusal? CheckText(string field, string? text, int lengthMax, bool allowEmpty = false) =>
        text is null || Text.Fits(text, lengthMax, allowEmpty, allowLineBreaks: lengthMax == Limits.DescriptionLengthMax) ? null : Refusals.FieldInvalid(field, lengthMax);
}
