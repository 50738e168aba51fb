using System.Reflection;
using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>Two things are wrong with a command: the code that stands further up in <see cref="RefusalCode"/> answers, on every pair.</summary>
public class When_two_things_are_wrong
{
    private static readonly IReadOnlyList<string> Order =
        [.. typeof(RefusalCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string, string> VerbsOnStores
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var verb in Faults.Select(fault => fault.Verb).Distinct(StringComparer.Ordinal))
            {
                data.Add("memory", verb);
                data.Add("sqlite", verb);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(VerbsOnStores))]
    public async Task The_one_further_up_answers(string store, string verb)
    {
        await using var books = await TestLedger.OpenAsync(store, Strict);
        var stage = await Stage.SetAsync(books);
        var faults = Faults.Where(fault => fault.Verb == verb).ToList();
        foreach (var one in faults)
        {
            Assert.Equal(one.Code, await AnswerAsync(books, stage, verb, one));
            foreach (var other in faults.Where(other => other.Field != one.Field && other.Code != one.Code))
            {
                var expected = Order.First(code => code == one.Code || code == other.Code);
                var actual = await AnswerAsync(books, stage, verb, one, other);
                Assert.True(expected == actual, $"{verb} with {one.Code} ({one.Field}) and {other.Code} ({other.Field}): {actual}");
            }
        }
    }

    private static LedgerOptions Strict(LedgerOptions options) => options with
    {
        BusinessDates = new BusinessDatePolicy { DaysBackMax = 1 },
        UniqueReferences = true,
        Permissions = PermissionPolicy.Default.Require(Operations.Transfer, "teller").Require(Operations.Withdraw, "teller").Require(Operations.Freeze, "teller")
            .Require(Operations.Capture, "teller").Require(Operations.CaptureOut, "teller").Require(Operations.Refund, "teller").Require(Operations.Unfreeze, "teller"),
        WalletPolicies =
        [
            new WalletPolicy(),
            new WalletPolicy
            {
                ApplicationId = "off",
                DisabledOperations = [Operations.Transfer, Operations.Withdraw, Operations.Freeze, Operations.Refund, Operations.Unfreeze, Operations.RefundResidual],
            },
            new WalletPolicy { ApplicationId = "min", Minimums = [new(Operations.Transfer, Money.EUR(5m)), new(Operations.Withdraw, Money.EUR(5m))] },
        ],
    };

    private static async Task<string> AnswerAsync(TestLedger books, Stage stage, string verb, params Fault[] faults)
    {
        var draft = new Draft(stage);
        foreach (var fault in faults)
        {
            fault.Spoil(draft);
        }

        var outcome = (await books.Ledger.ExecuteBatchAsync([draft.Build(verb)])).Outcomes[0];
        if (outcome.IsPosted)
        {
            return "posted";
        }

        // Whatever answers says so in a sentence.
        Assert.EndsWith(".", outcome.Refusal.Message, StringComparison.Ordinal);
        return outcome.Refusal.Code;
    }

    private static readonly IReadOnlyList<Fault> Faults =
    [
        .. Common("transfer"), .. Common("withdraw"), .. Common("freeze"), .. Common("unfreeze"), .. Common("capture"), .. Common("refund"),
        .. Movement("transfer"), .. Movement("withdraw"), .. Movement("freeze"),
        new("transfer", "to", RefusalCode.WalletNotFound, draft => draft.To = Stage.Unknown),
        new("transfer", "to", RefusalCode.WalletClosed, draft => draft.To = draft.Stage.Closed),
        new("transfer", "to", RefusalCode.WalletFrozen, draft => draft.To = draft.Stage.Frozen),
        new("transfer", "to", RefusalCode.CurrencyMismatch, draft => draft.To = draft.Stage.Dollars),
        new("transfer", "to", RefusalCode.OperationDisabled, draft => draft.To = draft.Stage.Off),
        new("transfer", "to", RefusalCode.MaxBalanceExceeded, draft => draft.To = draft.Stage.Full),
        new("transfer", "from", RefusalCode.AmountBelowMinimum, draft => draft.From = draft.Stage.Minimum),
        new("withdraw", "from", RefusalCode.AmountBelowMinimum, draft => draft.From = draft.Stage.Minimum),
        new("withdraw", "system", RefusalCode.AccountNotFound, draft => draft.System = "nowhere"),
        new("freeze", "expiry", RefusalCode.ExpiryNotFuture, draft => draft.ExpiresAt = DateTimeOffset.UnixEpoch),
        new("unfreeze", "freeze", RefusalCode.FreezeNotFound, draft => draft.Freeze = default),
        new("unfreeze", "freeze", RefusalCode.FreezeNotActive, draft => draft.Freeze = draft.Stage.Settled),
        new("unfreeze", "amount", RefusalCode.ReleaseExceedsRemaining, draft => draft.Amount = Money.EUR(50m)),
        new("unfreeze", "amount", RefusalCode.CurrencyMismatch, draft => draft.Amount = Money.Of(1m, Currency.USD)),
        new("capture", "freeze", RefusalCode.FreezeNotFound, draft => draft.Freeze = default),
        new("capture", "freeze", RefusalCode.FreezeNotActive, draft => draft.Freeze = draft.Stage.Settled),
        new("capture", "amount", RefusalCode.CaptureExceedsRemaining, draft => draft.Amount = Money.EUR(50m)),
        new("capture", "amount", RefusalCode.CurrencyMismatch, draft => draft.Amount = Money.Of(1m, Currency.USD)),
        new("capture", "to", RefusalCode.WalletNotFound, draft => draft.To = Stage.Unknown),
        new("capture", "to", RefusalCode.WalletClosed, draft => draft.To = draft.Stage.Closed),
        new("capture", "to", RefusalCode.WalletFrozen, draft => draft.To = draft.Stage.Frozen),
        new("capture", "to", RefusalCode.SameWallet, draft => draft.To = draft.Stage.Ana),
        new("capture", "to", RefusalCode.MaxBalanceExceeded, draft => draft.To = draft.Stage.Full),
        new("capture", "to", RefusalCode.AccountNotFound, draft => (draft.To, draft.System) = (null, "nowhere")),
        new("refund", "transaction", RefusalCode.TransactionNotFound, draft => draft.Transaction = default),
        new("refund", "transaction", RefusalCode.NotRefundable, draft => draft.Transaction = draft.Stage.Opening),
        new("refund", "transaction", RefusalCode.AlreadyRefunded, draft => draft.Transaction = draft.Stage.Refunded),
        new("refund", "to", RefusalCode.WalletNotFound, draft => draft.To = Stage.Unknown),
        new("refund", "amount", RefusalCode.RefundExceedsRemaining, draft => draft.Amount = Money.EUR(50m)),
    ];

    private static IEnumerable<Fault> Common(string verb) =>
    [
        new(verb, "amount", RefusalCode.AmountNotPositive, draft => draft.Amount = Money.EUR(0m)),
        new(verb, "amount", RefusalCode.AmountOverflow, draft => draft.Amount = Money.FromMinor(Limits.AmountMax + 1, Currency.EUR)),
        new(verb, "amount", RefusalCode.CurrencyNotSupported, draft => draft.Amount = Money.Of(1m, Currency.Define("ZZZ", 2))),
        new(verb, "key", RefusalCode.FieldInvalid, draft => draft.Key = string.Empty),
        new(verb, "key", RefusalCode.IdempotencyConflict, draft => draft.Key = Stage.UsedKey),
        new(verb, "actor", RefusalCode.PermissionDenied, draft => draft.Actor = null),
        new(verb, "date", RefusalCode.BusinessDateNotAllowed, draft => draft.Date = new DateOnly(2020, 1, 1)),
        new(verb, "reference", RefusalCode.ReferenceTaken, draft => draft.Reference = Stage.TakenReference),
    ];

    private static IEnumerable<Fault> Movement(string verb) =>
    [
        new(verb, "from", RefusalCode.WalletNotFound, draft => draft.From = Stage.Unknown),
        new(verb, "from", RefusalCode.CurrencyMismatch, draft => draft.From = draft.Stage.Dollars),
        new(verb, "from", RefusalCode.WalletClosed, draft => draft.From = draft.Stage.Closed),
        new(verb, "from", RefusalCode.WalletFrozen, draft => draft.From = draft.Stage.Frozen),
        new(verb, "from", RefusalCode.OperationDisabled, draft => draft.From = draft.Stage.Off),
        new(verb, "from", RefusalCode.InsufficientFunds, draft => draft.From = draft.Stage.Poor),
    ];

    private sealed record Fault(string Verb, string Field, string Code, Action<Draft> Spoil);

    /// <summary>A command that is right in every part until a fault spoils one.</summary>
    private sealed class Draft(Stage stage)
    {
        public Stage Stage { get; } = stage;

        public WalletRef From { get; set; } = stage.Ana;

        public WalletRef? To { get; set; }

        public Money Amount { get; set; } = Money.EUR(2m);

        public string System { get; set; } = SystemAccount.CashCode;

        public string? Key { get; set; }

        public string? Reference { get; set; }

        public DateOnly? Date { get; set; }

        public Actor? Actor { get; set; } = new("tina", "teller");

        public DateTimeOffset? ExpiresAt { get; set; }

        public FreezeId Freeze { get; set; } = stage.Active;

        public TransactionId Transaction { get; set; } = stage.Payment;

        public Command Build(string verb) => verb switch
        {
            "transfer" => new Transfer(From, To ?? Stage.Bob, Amount) { Key = Key, Reference = Reference, BusinessDate = Date, Actor = Actor },
            "withdraw" => new Withdraw(From, Amount) { To = System, Key = Key, Reference = Reference, BusinessDate = Date, Actor = Actor },
            "freeze" => new Freeze(From, Amount) { ExpiresAt = ExpiresAt, Key = Key, Reference = Reference, BusinessDate = Date, Actor = Actor },
            "unfreeze" => new Unfreeze(Freeze) { Amount = Amount, Key = Key, Reference = Reference, BusinessDate = Date, Actor = Actor },
            "capture" => new Capture(Freeze)
            {
                Amount = Amount, To = To is null && System == SystemAccount.CashCode ? (WalletRef?)Stage.Bob : To, ToSystem = System,
                Key = Key, Reference = Reference, BusinessDate = Date, Actor = Actor,
            },
            "refund" => new Refund(Transaction) { Amount = Amount, To = To, Key = Key, Reference = Reference, BusinessDate = Date, Actor = Actor },
            _ => throw new ArgumentOutOfRangeException(nameof(verb)),
        };
    }

    /// <summary>One wallet or record of each kind that a fault needs.</summary>
    private sealed class Stage
    {
        public const string UsedKey = "used";
        public const string TakenReference = "taken";
        public static readonly WalletRef Unknown = WalletRef.ByOwner("nobody");

        public WalletId Ana { get; private init; }

        public WalletId Bob { get; private init; }

        public WalletId Poor { get; private init; }

        public WalletId Closed { get; private init; }

        public WalletId Frozen { get; private init; }

        public WalletId Dollars { get; private init; }

        public WalletId Off { get; private init; }

        public WalletId Minimum { get; private init; }

        public WalletId Full { get; private init; }

        public FreezeId Active { get; private init; }

        public FreezeId Settled { get; private init; }

        public TransactionId Payment { get; private init; }

        public TransactionId Refunded { get; private init; }

        public TransactionId Opening { get; private init; }

        public static async Task<Stage> SetAsync(TestLedger books)
        {
            var ledger = books.Ledger;
            var teller = new Actor("tina", "teller");
            var ana = await books.WalletAsync("ana", 1_000m);
            var bob = await books.WalletAsync("bob", 1_000m);
            var full = (await ledger.OpenWalletAsync(new OpenWallet("full") { Currency = Currency.EUR, MaxBalance = Money.EUR(1m) })).ValueOrThrow().Id;
            var off = (await ledger.OpenWalletAsync(new OpenWallet("off") { Currency = Currency.EUR, ApplicationId = "off" })).ValueOrThrow().Id;
            var minimum = (await ledger.OpenWalletAsync(new OpenWallet("min") { Currency = Currency.EUR, ApplicationId = "min" })).ValueOrThrow().Id;
            var closed = await books.WalletAsync("closed");
            (await ledger.CloseWalletAsync(new CloseWallet(closed))).ValueOrThrow();
            var frozen = await books.WalletAsync("frozen");
            (await ledger.FreezeWalletAsync(new FreezeWallet(frozen, "court"))).ValueOrThrow();
            var settled = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(3m)) { Actor = teller })).ValueOrThrow().Id;
            (await ledger.UnfreezeAsync(new Unfreeze(settled) { Actor = teller })).ValueOrThrow();
            var payment = await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(10m)) { Actor = teller, Key = UsedKey, Reference = TakenReference });
            var refunded = (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(10m)) { Actor = teller })).ValueOrThrow().TransactionId;
            (await ledger.RefundAsync(new Refund(refunded) { Actor = teller })).ValueOrThrow();
            var active = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)) { Actor = teller, Mode = CaptureMode.Several })).ValueOrThrow().Id;
            return new Stage
            {
                Ana = ana,
                Bob = bob,
                Poor = await books.WalletAsync("poor"),
                Closed = closed,
                Frozen = frozen,
                Dollars = await books.WalletAsync("dollars", currency: Currency.USD),
                Off = off,
                Minimum = minimum,
                Full = full,
                Active = active,
                Settled = settled,
                Payment = payment.ValueOrThrow().TransactionId,
                Refunded = refunded,
                Opening = (await ledger.OpenWalletAsync(new OpenWallet("opened") { Currency = Currency.EUR })).ValueOrThrow().TransactionId,
            };
        }
    }
}
