using System.Globalization;
using System.Numerics;

namespace WalletCore.Testing;

/// <summary>
/// Makes up the next steps of a history from a seed, looking at the model: some that must post, some that must be refused with a certain
/// code, some that may come out either way, and old keys again with the same and with altered content.
/// </summary>
internal sealed partial class WorkloadGenerator(SeededRandom random)
{
    private readonly List<int> _freezes = [];
    private readonly List<int> _transactions = [];
    private readonly List<(int Number, string Answer)> _keyed = [];
    private int _number;
    private int _batch;

    /// <summary>Whether much time passes, backwards too and over midnights.</summary>
    public bool IsSimulation { get; init; }

    /// <summary>The steps that every history begins with: wallets, their accounts, some money.</summary>
    public IReadOnlyList<Step> Setup()
    {
        var steps = new List<Step>();
        for (var i = 0; i < WorkloadWorld.Nobody; i++)
        {
            foreach (var currency in WorkloadWorld.Wallets[i].Currencies)
            {
                steps.Add(new Step(++_number, Verb.Open, i, Currency: currency) { Planned = ModelPrediction.Posted });
            }

            if (WorkloadWorld.Wallets[i].Application.Length == 0)
            {
                steps.Add(new Step(++_number, Verb.Deposit, i, Amount: 20_000, Currency: WorkloadWorld.Wallets[i].Currencies[0]) { Planned = ModelPrediction.Posted });
            }
        }

        steps.Add(new Step(++_number, Verb.Deposit, 4, Amount: 40_000) { Planned = ModelPrediction.Posted });
        return steps;
    }

    /// <summary>What may follow: one step, or the steps of one batch.</summary>
    /// <param name="books">Where the books stand.</param>
    /// <param name="commands">What earlier steps made.</param>
    /// <param name="now">The time.</param>
    /// <param name="withTime">Whether time may pass, ledgers restart and so on.</param>
    public IReadOnlyList<Step> Next(ModelBooks books, StepCommands commands, DateTimeOffset now, bool withTime = true)
    {
        if (withTime && random.Percent(IsSimulation ? 20 : 10))
        {
            return [!IsSimulation ? Passing() : random.Percent(75) ? Long(now) : new Step(++_number, random.Percent(40) ? Verb.Restart : Verb.Sweep)];
        }

        if (!random.Percent(6))
        {
            return [One(books, commands, now)];
        }

        var isAtomic = random.Percent(60);
        _batch++;
        var steps = new List<Step>();
        for (var i = random.Between(2, 5); i > 0; i--)
        {
            // What is planned for one alone need not hold after the others of its batch. One refusal undoes a whole batch: few of them try for one.
            var step = isAtomic && random.Percent(70) ? new Step(++_number, Verb.Deposit, random.Below(2), Amount: random.Between(1, 500)) : One(books, commands, now);
            steps.Add(step with { Batch = _batch, IsAtomic = isAtomic, Planned = null });
        }

        return steps;
    }

    /// <summary>Tells what became of a step, so that later ones can name what it made.</summary>
    public void Learn(Step step, ModelPrediction answer)
    {
        if (step.Key is not null && answer.Code is not (RefusalCode.IdempotencyConflict or RefusalCode.BatchUndone) && !answer.Replayed
            && (!step.IsAtomic || answer.IsPosted) && answer.Code is not (RefusalCode.AmountNotPositive or RefusalCode.FieldInvalid or RefusalCode.CommandInvalid))
        {
            _keyed.Add((step.Number, answer.Code));
        }

        if (!answer.IsPosted || answer.Replayed || answer.Transaction is null)
        {
            return;
        }

        _transactions.Add(step.Number);
        if (step.Verb == Verb.Freeze)
        {
            _freezes.Add(step.Number);
        }
    }

    private Step Passing() => random.Below(10) switch
    {
        < 6 => new Step(++_number, Verb.Tick, Extra: random.Of(1, 7, 30, 600, 7_200, 40_000)),
        < 8 => new Step(++_number, Verb.Restart),
        _ => new Step(++_number, Verb.Sweep),
    };

    /// <summary>A pause, a step backwards, or the last second before midnight where the kiosk's limits begin anew, and the second after it.</summary>
    private Step Long(DateTimeOffset now)
    {
        var toMidnight = (int)(TimeSpan.FromHours(24) - now.ToOffset(TimeSpan.FromHours(2)).TimeOfDay).TotalSeconds;
        return new Step(++_number, Verb.Tick, Extra: random.Percent(3)
            ? random.Of(Math.Max(1, toMidnight - 1), toMidnight)
            : random.Of(1, 5, 30, 60, 60, 300, 600, 1_800, -1, -30, -600));
    }

    private Step One(ModelBooks books, StepCommands commands, DateTimeOffset now)
    {
        var step = random.Percent(35) ? Planned(books, commands, now) ?? Any() : random.Percent(12) ? Old() ?? Any() : Any();
        if (step.Verb is Verb.Again or Verb.Altered || step.Key is not null || !random.Percent(35))
        {
            return step;
        }

        return step with { Key = string.Create(CultureInfo.InvariantCulture, $"key-{step.Number}") };
    }

    /// <summary>An old key again, with what it was used for, or with something else.</summary>
    private Step? Old()
    {
        if (_keyed.Count == 0)
        {
            return null;
        }

        var (number, answer) = _keyed[random.Below(_keyed.Count)];
        return random.Percent(60)
            ? new Step(++_number, Verb.Again, number) { Planned = "replayed " + answer }
            : new Step(++_number, Verb.Altered, number) { Planned = RefusalCode.IdempotencyConflict };
    }

    private Step Any()
    {
        var number = ++_number;
        var currency = random.Percent(80) ? "EUR" : random.Of("USD", "JPY");
        Step Move(Verb verb) => new(number, verb, Wallet(), Wallet(), Amount(), currency);
        var step = random.Below(100) switch
        {
            < 12 => Move(Verb.Deposit),
            < 20 => Move(Verb.Withdraw),
            < 34 => Move(Verb.Transfer),
            < 40 => Move(Verb.Sale),
            < 44 => Move(Verb.Order),
            < 47 => Move(Verb.Exchange) with { Extra = random.Below(2) },
            < 50 => Move(Verb.Gift) with { B = random.Percent(60) ? 6 : Wallet() },
            < 52 => Move(Verb.Adjust) with { B = random.Below(2), IsManager = random.Percent(70), Extra = random.Below(2) },
            < 60 => Move(Verb.Freeze) with { B = random.Below(2), Extra = random.Of(0, 0, 5, 60, 3_600, 90_000) },
            < 63 => new(number, Verb.Raise, Freeze(), Amount: Amount(), Currency: currency),
            < 65 => new(number, Verb.Extend, Freeze(), Extra: random.Of(0, 1, 60, 7_200)),
            < 69 => new(number, Verb.Unfreeze, Freeze(), Amount: MaybeAmount()),
            < 74 => new(number, Verb.Capture, Freeze(), random.Percent(50) ? WorkloadWorld.Outside : Wallet(), MaybeAmount(), Extra: random.Below(2)),
            < 82 => new(number, Verb.Refund, Transaction(), random.Percent(90) ? WorkloadWorld.Outside : random.Of(0, 1, 6), MaybeAmount(), currency),
            < 84 => new(number, Verb.Cancel, Transaction()),
            < 85 => new(number, Verb.Residual, Wallet(), Currency: currency) { IsManager = random.Percent(80) },
            < 86 => new(number, Verb.FreezeWallet, Wallet(), random.Below(2), Extra: (int)random.Between(1, 3)),
            < 91 => new(number, Verb.ThawWallet, Wallet(), random.Below(2)) { IsManager = random.Percent(90) },
            < 92 => new(number, Verb.CloseWallet, Wallet()),
            < 94 => new(number, Verb.ReopenWallet, Wallet()) { IsManager = random.Percent(90) },
            < 95 => new(number, Verb.ChangeCredit, random.Percent(70) ? 3 : Wallet(), Amount: random.Between(0, 8_000)) { IsManager = true },
            < 96 => new(number, Verb.ChangeMaximum, Wallet(), Amount: random.Of(0L, 40_000, 60_000)) { IsManager = true },
            < 97 => new(number, Verb.AddAccount, Wallet(), Currency: currency),
            < 98 => new(number, Verb.RemoveAccount, Wallet(), Currency: currency),
            _ => new(number, Verb.Open, random.Below(WorkloadWorld.Nobody), Currency: currency),
        };
        return random.Percent(5) ? step with { Day = (int)random.Between(-40, 10) } : step;
    }

    private int Wallet() => random.Percent(3) ? WorkloadWorld.Nobody : random.Below(WorkloadWorld.Nobody);

    private long Amount() => random.Below(20) switch
    {
        0 => random.Between(-5, 0),
        < 5 => random.Between(1, 60),
        < 17 => random.Between(1, 5_000),
        _ => random.Between(1, 40_000),
    };

    private long? MaybeAmount() => random.Percent(40) ? null : Amount();

    private int Freeze() => _freezes.Count == 0 || random.Percent(3) ? 0 : _freezes[Recent(_freezes.Count)];

    private int Transaction() => _transactions.Count == 0 || random.Percent(3) ? 0 : _transactions[Recent(_transactions.Count)];

    /// <summary>Mostly one of the last.</summary>
    private int Recent(int count) => random.Percent(70) ? Math.Max(0, count - 1 - random.Below(Math.Min(count, 12))) : random.Below(count);

    private static long Minor(Money money) => (long)(BigInteger)money.AmountMinor;
}
