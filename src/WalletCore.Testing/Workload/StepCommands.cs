namespace WalletCore.Testing;

/// <summary>Makes the commands of steps, from what earlier steps made.</summary>
internal sealed class StepCommands
{
    private static readonly FreezeId NoFreeze = FreezeId.Parse("frz_01h455vb4pex5vsknk084sn02q");
    private static readonly TransactionId NoTransaction = TransactionId.Parse("txn_01h455vb4pex5vsknk084sn02q");

    private readonly Dictionary<int, FreezeId> _freezes = [];
    private readonly Dictionary<int, TransactionId> _transactions = [];
    private readonly Dictionary<int, Command> _commands = [];

    public FreezeId FreezeOf(int step)
    {
        lock (_commands)
        {
            return _freezes.GetValueOrDefault(step, NoFreeze);
        }
    }

    public TransactionId TransactionOf(int step)
    {
        lock (_commands)
        {
            return _transactions.GetValueOrDefault(step, NoTransaction);
        }
    }

    /// <summary>Remembers what a posted step made.</summary>
    public void Remember(Step step, Receipt receipt)
    {
        lock (_commands)
        {
            if (receipt.Sequence > 0)
            {
                _transactions.TryAdd(step.Number, receipt.TransactionId);
            }

            if (receipt is FreezeReceipt made && step.Verb == Verb.Freeze)
            {
                _freezes.TryAdd(step.Number, made.Id);
            }
        }
    }

    /// <summary>The command of a step; null where it is none, or names a step that is not there.</summary>
    public Command? Make(Step step, DateTimeOffset now)
    {
        lock (_commands)
        {
            if (step.Verb is Verb.Again or Verb.Altered)
            {
                return !_commands.TryGetValue(step.A, out var known) ? null : step.Verb == Verb.Again ? known : known with { Description = "altered" };
            }

            if (Build(step, now) is not { } command)
            {
                return null;
            }

            command = command with
            {
                Key = step.Key,
                Actor = step.IsManager ? WorkloadWorld.Manager : step is { Verb: Verb.Adjust, Extra: 1 } ? WorkloadWorld.Teller : null,
                BusinessDate = step.Day is { } day ? DateOnly.FromDateTime(WorkloadWorld.Start.UtcDateTime).AddDays(day) : null,
            };
            _commands[step.Number] = command;
            return command;
        }
    }

    private static WalletRef Wallet(int index) => WorkloadWorld.Wallets[index].Reference;

    private Command? Build(Step step, DateTimeOffset now)
    {
        var currency = WorkloadWorld.CurrencyOf(step.Currency);
        Money? some = step.Amount is { } minor ? Money.FromMinor(minor, currency) : null;
        var amount = some ?? Money.Zero(currency);
        return step.Verb switch
        {
            Verb.Open => Open(step.A, currency),
            Verb.Deposit => new Deposit(Wallet(step.A), amount),
            Verb.Withdraw => new Withdraw(Wallet(step.A), amount),
            Verb.Transfer => new Transfer(Wallet(step.A), Wallet(step.B), amount),
            Verb.Sale => Post("sale", step, amount),
            Verb.Order => Post("order", step, amount),
            Verb.Gift => Post("gift", step, amount),
            Verb.Exchange => Post("exchange", step, amount) with
            {
                Rates = new Dictionary<string, ExchangeRate>(StringComparer.Ordinal) { ["rate"] = WorkloadWorld.RateTo(step.Extra == 1 ? Currency.JPY : Currency.USD) },
            },
            Verb.Adjust => new Adjust(Wallet(step.A), step.B == 1 ? Side.Debit : Side.Credit, amount, "counted again"),
            Verb.Freeze => new Freeze(Wallet(step.A), amount)
            {
                Mode = step.B == 1 ? CaptureMode.Several : CaptureMode.Single,
                ExpiresAt = step.Extra == 0 ? null : now.AddSeconds(step.Extra),
            },
            Verb.Raise => new RaiseFreeze(_freezes.GetValueOrDefault(step.A, NoFreeze), amount),
            Verb.Extend => new ExtendFreeze(_freezes.GetValueOrDefault(step.A, NoFreeze), step.Extra == 0 ? null : now.AddSeconds(step.Extra)),
            Verb.Unfreeze => new Unfreeze(_freezes.GetValueOrDefault(step.A, NoFreeze)) { Amount = some },
            Verb.Capture => new Capture(_freezes.GetValueOrDefault(step.A, NoFreeze))
            {
                Amount = some,
                To = step.B == WorkloadWorld.Outside ? null : Wallet(step.B),
                IsFinal = step.Extra == 1 ? true : null,
            },
            Verb.Refund => new Refund(_transactions.GetValueOrDefault(step.A, NoTransaction))
            {
                Amount = some,
                To = step.B == WorkloadWorld.Outside ? null : Wallet(step.B),
            },
            Verb.Cancel => new Cancel(_transactions.GetValueOrDefault(step.A, NoTransaction)),
            Verb.Residual => new RefundResidual(Wallet(step.A), currency),
            Verb.FreezeWallet => new FreezeWallet(Wallet(step.A), Reason(step.B)) { Sides = (RestrictedSides)step.Extra },
            Verb.ThawWallet => new ThawWallet(Wallet(step.A), Reason(step.B)),
            Verb.CloseWallet => new CloseWallet(Wallet(step.A)),
            Verb.ReopenWallet => new ReopenWallet(Wallet(step.A)),
            Verb.ChangeCredit => new ChangeWallet(Wallet(step.A)) { CreditLimit = amount },
            Verb.ChangeMaximum => new ChangeWallet(Wallet(step.A)) { MaxBalance = amount },
            Verb.AddAccount => new AddAccount(Wallet(step.A), currency),
            Verb.RemoveAccount => new RemoveAccount(Wallet(step.A), currency),
            _ => null,
        };
    }

    public static string Reason(int number) => number == 0 ? "court" : "fraud";

    private static OpenWallet Open(int index, Currency currency)
    {
        var wallet = WorkloadWorld.Wallets[index];
        return new OpenWallet(wallet.Owner)
        {
            ApplicationId = wallet.Application,
            Label = wallet.Label,
            Currency = currency,
            Kind = wallet.Credit is null ? WalletKind.Prepaid : WalletKind.Postpaid,
            CreditLimit = wallet.Credit is { } credit ? Money.FromMinor(credit, currency) : null,
            MaxBalance = wallet.Maximum is { } maximum ? Money.FromMinor(maximum, currency) : null,
        };
    }

    private static Post Post(string name, Step step, Money amount) => new(name, amount)
    {
        Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = Wallet(step.A), ["payee"] = Wallet(step.B) },
    };
}
