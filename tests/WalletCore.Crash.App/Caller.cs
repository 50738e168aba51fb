using System.Globalization;
using WalletCore.Storage;

namespace WalletCore.Crash.App;

/// <summary>
/// One of many callers: sends a command, waits for its answer, writes the answer down, sends the next. It freezes and refunds what it did
/// itself, and now and then sends a command a second time.
/// </summary>
/// <param name="ledger">Where it sends its commands.</param>
/// <param name="name">What its keys begin with.</param>
/// <param name="seed">Where its choices come from.</param>
/// <param name="answered">Takes the line of each answer (<see cref="Acknowledgements"/>).</param>
/// <param name="failed">
/// Is told when the store fails, and returns when the command is to be sent again under the same key; null: the caller fails too.
/// </param>
internal sealed class Caller(Ledger ledger, string name, int seed, Action<string> answered, Func<WalletStoreException, Task>? failed = null)
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
        var outcome = await AnswerAsync(command);
        answered(Acknowledgements.Line(key, outcome));
        Remember(outcome.Receipt);
        if (_random.Next(20) == 0)
        {
            answered(Acknowledgements.Line(key, await AnswerAsync(command)));
        }
    }

    private async Task<Outcome<TReceipt>> AnswerAsync<TReceipt>(Command<TReceipt> command)
        where TReceipt : Receipt
    {
        while (true)
        {
            try
            {
                return await ledger.ExecuteAsync(command);
            }
            catch (WalletStoreException failure) when (failed is not null)
            {
                await failed(failure);
            }
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
