namespace WalletCore.Testing;

/// <content>Steps of which it is known what must come of them, worked out apart from the model's decisions.</content>
internal sealed partial class WorkloadGenerator
{
    private Step? Planned(ModelBooks books, StepCommands commands, DateTimeOffset now)
    {
        var number = ++_number;
        if (random.Percent(8) && Closing(books, number, now) is { } closing)
        {
            return closing;
        }

        var wallet = random.Below(4);
        if (!IsCalm(books, wallet) || books.BalanceOf(Reference(wallet), Currency.EUR, now) is not var (availableMoney, frozenMoney))
        {
            return null;
        }

        var available = Minor(availableMoney);
        var credit = (long)books.FindWallet(Reference(wallet))!.In(Currency.EUR)!.Credit;
        var spendable = available + credit;
        var other = wallet == 0 ? 1 : 0;
        Step Refused(Step step, string? code) => step with { Planned = code };
        Step Posted(Step step) => step with { Planned = ModelPrediction.Posted };
        return random.Below(24) switch
        {
            0 => Refused(new Step(number, Verb.Withdraw, wallet, Amount: Math.Max(spendable, 0) + 1), RefusalCode.InsufficientFunds),
            1 when spendable > 0 => Posted(new Step(number, Verb.Withdraw, wallet, Amount: spendable)),
            2 when IsCalm(books, other) && IsIn(books, other) => Refused(new Step(number, Verb.Transfer, wallet, other, Math.Max(spendable, 0) + 1), Over(books, other, Math.Max(spendable, 0) + 1, now)),
            3 => Refused(new Step(number, Verb.Transfer, wallet, wallet, 1), RefusalCode.SameWallet),
            4 => Refused(new Step(number, Verb.Transfer, wallet, WorkloadWorld.Nobody, 1), RefusalCode.WalletNotFound),
            5 => Refused(new Step(number, Verb.Deposit, wallet, Amount: 0), RefusalCode.AmountNotPositive),
            6 => Refused(new Step(number, Verb.Freeze, wallet, Amount: Math.Max(spendable, 0) + 1), RefusalCode.InsufficientFunds),
            7 when spendable > 0 => Posted(new Step(number, Verb.Freeze, wallet, random.Below(2), random.Between(1, spendable), Extra: random.Of(0, 60))),
            8 => Refused(new Step(number, Verb.Freeze, wallet, Amount: Math.Max(spendable, 1), Extra: -1), RefusalCode.ExpiryNotFuture),
            9 => Refused(new Step(number, Verb.Adjust, wallet, 0, 1, Extra: 1), RefusalCode.PermissionDenied),
            10 when wallet != 2 && books.FindWallet(Reference(wallet))!.In(Currency.EUR)!.Maximum is null =>
                Posted(new Step(number, Verb.Deposit, wallet, Amount: random.Between(1, 9)) { Day = (now - WorkloadWorld.Start).Days }),
            11 when wallet != 2 => Refused(new Step(number, Verb.Deposit, wallet, Amount: 1) { Day = 4_000 }, RefusalCode.BusinessDateNotAllowed),
            12 when IsCalm(books, other) && IsIn(books, other) => Refused(new Step(number, Verb.Sale, wallet, other, 20), RefusalCode.FeesExceedAmount),
            13 when IsCalm(books, other) && IsIn(books, other) => Refused(new Step(number, Verb.Gift, wallet, other, 20), RefusalCode.PaymentNotAllowed),
            14 when IsCalm(books, 4) && IsIn(books, 4) => Refused(new Step(number, Verb.Sale, 4, wallet, 500), RefusalCode.OperationDisabled),
            15 when IsCalm(books, 4) && IsIn(books, 4) => Refused(new Step(number, Verb.Withdraw, 4, Amount: 199), RefusalCode.AmountBelowMinimum),
            16 when IsCalm(books, 4) && IsIn(books, 4) => Refused(new Step(number, Verb.Withdraw, 4, Amount: 6_001), RefusalCode.LimitExceeded),
            17 when wallet == 2 && books.FindWallet(Reference(2))!.In(Currency.EUR)!.Maximum is { } most =>
                Refused(new Step(number, Verb.Deposit, 2, Amount: Math.Max(1, (long)most - available - Minor(frozenMoney) + 1)), RefusalCode.MaxBalanceExceeded),
            18 when wallet is 2 or 3 => Refused(new Step(number, Verb.Withdraw, wallet, Amount: 1, Currency: "JPY"), Mismatch(books, wallet, Currency.JPY)),
            19 => Refused(new Step(number, Verb.Refund, 0, WorkloadWorld.Outside), RefusalCode.TransactionNotFound),
            20 => Refused(new Step(number, Verb.Unfreeze, 0), RefusalCode.FreezeNotFound),
            21 => FreezeOf(books, commands, number, now),
            22 => Refused(new Step(number, Verb.ReopenWallet, wallet) { IsManager = true }, RefusalCode.WalletNotClosed),
            23 => RefundOf(books, commands, number),
            _ => null,
        };
    }

    /// <summary>Empties the savings, closes them, tries them, reopens them.</summary>
    private Step? Closing(ModelBooks books, int number, DateTimeOffset now)
    {
        const int Savings = 6;
        var wallet = books.FindWallet(Reference(Savings))!;
        if (wallet.IsClosed)
        {
            return random.Percent(60)
                ? new Step(number, Verb.Deposit, Savings, Amount: 1) { Planned = wallet.In(Currency.EUR) is null ? RefusalCode.CurrencyMismatch : RefusalCode.WalletClosed }
                : new Step(number, Verb.ReopenWallet, Savings) { IsManager = true, Planned = ModelPrediction.Posted };
        }

        if (wallet.Reasons.Count > 0 || books.BalanceOf(Reference(Savings), Currency.EUR, now) is not var (available, frozen) || !frozen.IsZero)
        {
            return null;
        }

        return available.IsPositive
            ? new Step(number, Verb.Withdraw, Savings, Amount: Minor(available)) { Planned = ModelPrediction.Posted }
            : wallet.Accounts.TrueForAll(account => account.Total == 0)
                ? new Step(number, Verb.CloseWallet, Savings) { Planned = ModelPrediction.Posted }
                : null;
    }

    private static WalletRef Reference(int wallet) => WorkloadWorld.Wallets[wallet].Reference;

    /// <summary>Open, and not frozen for any reason.</summary>
    private static bool IsCalm(ModelBooks books, int wallet) => books.FindWallet(Reference(wallet)) is { IsClosed: false, Reasons.Count: 0 };

    private static bool IsIn(ModelBooks books, int wallet) => books.FindWallet(Reference(wallet))!.In(Currency.EUR) is not null;

    private static string Over(ModelBooks books, int wallet, long amount, DateTimeOffset now) =>
        books.FindWallet(Reference(wallet))!.In(Currency.EUR)!.Maximum is { } most
        && books.BalanceOf(Reference(wallet), Currency.EUR, now) is var (available, frozen) && Minor(available) + Minor(frozen) + amount > most
            ? RefusalCode.MaxBalanceExceeded
            : RefusalCode.InsufficientFunds;

    private static string? Mismatch(ModelBooks books, int wallet, Currency currency) =>
        books.FindWallet(Reference(wallet))!.In(currency) is null ? RefusalCode.CurrencyMismatch : null;

    /// <summary>More than an active freeze record holds.</summary>
    private Step? FreezeOf(ModelBooks books, StepCommands commands, int number, DateTimeOffset now)
    {
        if (_freezes.Count == 0)
        {
            return null;
        }

        var made = _freezes[Recent(_freezes.Count)];
        var freeze = books.FindFreeze(commands.FreezeOf(made));
        if (freeze is not { IsActive: true, Account: { IsRemoved: false, Wallet: { IsClosed: false, Reasons.Count: 0 } } account } || freeze.ExpiresAt <= now)
        {
            return null;
        }

        var tooMuch = (long)freeze.Remaining + 1;
        return random.Percent(50)
            ? new Step(number, Verb.Unfreeze, made, Amount: tooMuch, Currency: account.Currency.Code) { Planned = RefusalCode.ReleaseExceedsRemaining }
            : new Step(number, Verb.Capture, made, WorkloadWorld.Outside, tooMuch, account.Currency.Code) { Planned = RefusalCode.CaptureExceedsRemaining };
    }

    /// <summary>More than what is left of a transfer; or something of one that is all given back.</summary>
    private Step? RefundOf(ModelBooks books, StepCommands commands, int number)
    {
        if (_transactions.Count == 0)
        {
            return null;
        }

        var made = _transactions[Recent(_transactions.Count)];
        var transaction = books.FindTransaction(commands.TransactionOf(made));
        if (transaction is not { Operation: Operations.Transfer, IsCancelled: false }
            || transaction.Postings.Exists(posting => IsInTheWay(posting.From) || IsInTheWay(posting.To)))
        {
            return null;
        }

        return new Step(number, Verb.Refund, made, WorkloadWorld.Outside, (long)transaction.Remaining + 1, transaction.Currency.Code)
        {
            Planned = transaction.Remaining == 0 ? RefusalCode.AlreadyRefunded : RefusalCode.RefundExceedsRemaining,
        };

        static bool IsInTheWay(ModelAccount account) => account.IsRemoved || account.Wallet is { IsClosed: true } or { Reasons.Count: > 0 };
    }
}
