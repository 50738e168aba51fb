using System.Globalization;

namespace WalletCore.Crash.App;

/// <summary>A caller that sends batches of both modes and writes down what stands when a batch is answered.</summary>
internal sealed class BatchCaller(Ledger ledger, string name, int seed, Acknowledgements acknowledgements)
{
    private const int LengthMax = 40;

    private readonly Random _random = new(seed);
    private int _sent;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = (++_sent).ToString(CultureInfo.InvariantCulture);
            var length = _random.Next(1, LengthMax);
            var isAtomic = _random.Next(2) == 0;

            // The key of a command in an all-or-nothing batch says how many there are, so that whoever reads the file can count.
            var commands = Enumerable.Range(0, length)
                .Select(i => Next(isAtomic ? Workload.AtomicKey(name, number, i, length) : $"{name}-{number}.{i}", isAtomic ? 200 : 10)).ToArray();
            var batch = await ledger.ExecuteBatchAsync(commands, isAtomic ? BatchMode.AllOrNothing : BatchMode.Independent, CancellationToken.None);
            for (var i = 0; i < length; i++)
            {
                // A refusal that undid a batch is not kept, and neither is anything else of it.
                if (!isAtomic || batch.RefusedAt is null)
                {
                    acknowledgements.Write(commands[i].Key!, batch.Outcomes[i]);
                }
            }
        }
    }

    /// <summary>One of so many withdraws more than there is.</summary>
    private Command Next(string key, int refusedOneIn)
    {
        if (_random.Next(refusedOneIn) == 0)
        {
            return new Withdraw(Anyone(), Money.FromMinor(100_000_000, Currency.EUR)) { Key = key };
        }

        var (from, to) = (_random.Next(Workload.WalletCount), _random.Next(1, Workload.WalletCount));
        return _random.Next(4) switch
        {
            0 => new Deposit(Anyone(), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = key },
            1 => Workload.Buy(from, (from + to) % Workload.WalletCount, Amount(), key),
            2 => new Freeze(Anyone(), Amount()) { Key = key },
            _ => new Transfer(Workload.Wallet(from), Workload.Wallet((from + to) % Workload.WalletCount), Amount()) { Key = key },
        };
    }

    private WalletRef Anyone() => Workload.Wallet(_random.Next(Workload.WalletCount));

    private Money Amount() => Money.FromMinor(_random.Next(1, 200), Currency.EUR);
}
