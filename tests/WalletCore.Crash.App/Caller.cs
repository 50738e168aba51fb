using System.Globalization;

namespace WalletCore.Crash.App;

/// <summary>
/// One of many callers: sends a command, waits for its answer, writes the answer down, sends the next. It freezes and refunds what it did
/// itself, and now and then sends a command a second time.
/// </summary>
internal sealed class Caller(Ledger ledger, string name, int seed, Acknowledgements acknowledgements)
{
    private readonly Random _random = new(seed);
    private readonly List<TransactionId> _payments = [];
    private readonly Queue<FreezeId> _freezes = new();
    private int _sent;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            switch (_random.Next(10))
            {
                case < 3:
                    await SendAsync(key => new Transfer(Anyone(), Anyone(), Amount()) { Key = key });
                    break;
                case 3:
                    await SendAsync(key => new Deposit(Anyone(), Money.FromMinor(Workload.DepositMinor, Currency.EUR)) { Key = key });
                    break;
                case < 6:
                    await SendAsync(key => Workload.Buy(_random.Next(Workload.WalletCount), _random.Next(Workload.WalletCount), Amount(), key));
                    break;
                case 6:
                    await SendAsync(key => new Freeze(Anyone(), Amount()) { Key = key });
                    break;
                case 7 when _freezes.TryDequeue(out var freeze):
                    await (_random.Next(2) == 0
                        ? SendAsync(key => new Unfreeze(freeze) { Key = key })
                        : SendAsync(key => new Capture(freeze) { Key = key, To = Anyone() }));
                    break;
                case 8 when _payments.Count > 0:
                    await SendAsync(key => new Refund(_payments[_random.Next(_payments.Count)]) { Key = key, Amount = Amount() });
                    break;
                default:
                    await SendAsync(key => new Withdraw(Anyone(), Money.FromMinor(100_000_000, Currency.EUR)) { Key = key });
                    break;
            }
        }
    }

    private async Task SendAsync<TReceipt>(Func<string, Command<TReceipt>> make)
        where TReceipt : Receipt
    {
        var key = $"{name}-{(++_sent).ToString(CultureInfo.InvariantCulture)}";
        var command = make(key);
        var outcome = await ledger.ExecuteAsync(command, CancellationToken.None);
        acknowledgements.Write(key, outcome);
        Remember(outcome.Receipt);
        if (_random.Next(20) == 0)
        {
            acknowledgements.Write(key, await ledger.ExecuteAsync(command, CancellationToken.None));
        }
    }

    private void Remember(Receipt? receipt)
    {
        if (receipt is FreezeReceipt { Freeze.Status: FreezeStatus.Active } frozen)
        {
            _freezes.Enqueue(frozen.Id);
        }
        else if (receipt is { Type: Operations.Transfer or "purchase" })
        {
            _payments.Add(receipt.TransactionId);
        }
    }

    private WalletRef Anyone() => Workload.Wallet(_random.Next(Workload.WalletCount));

    private Money Amount() => Money.FromMinor(_random.Next(1, 5_000), Currency.EUR);
}
