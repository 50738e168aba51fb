using System.Globalization;

namespace WalletCore.Crash.App;

/// <summary>One of many callers that do everything a ledger can: every verb, batches, replays, refusals, previews, reads and sweeps.</summary>
internal sealed class SoakCaller(Ledger ledger, int number, int seed, SoakCounter counter)
{
    private const int WalletCount = 2_000;
    private const int RememberedMax = 16;
    private const int BatchLength = 50;

    private readonly Random _random = new(seed);
    private readonly Queue<FreezeId> _freezes = new();
    private readonly Queue<TransactionId> _payments = new();
    private readonly WalletRef _own = WalletRef.ByOwner($"c-{number}");
    private Transfer? _last;
    private int _sent;

    public static LedgerOptions Options => Workload.Options with
    {
        Permissions = PermissionPolicy.Open,
        WalletPolicies = [new WalletPolicy { UsageLimits = [new UsageLimit(Operations.Withdraw, LimitWindow.Day, Money.EUR(1_000_000m))] }],
    };

    public static async Task OpenWalletsAsync(Ledger ledger, int callers)
    {
        var owners = Enumerable.Range(0, WalletCount).Select(i => $"w-{i}").Concat(Enumerable.Range(0, callers).Select(i => $"c-{i}")).ToArray();
        _ = (await ledger.ExecuteBatchAsync([.. owners.Select(owner => new OpenWallet(owner) { Currency = Currency.EUR })])).ValueOrThrow();
        _ = (await ledger.ExecuteBatchAsync([.. owners.Select(owner => new Deposit(WalletRef.ByOwner(owner), Money.EUR(1_000m)))])).ValueOrThrow();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!counter.IsEnough && !stop.IsCancellationRequested)
        {
            counter.Add(await (_random.Next(100) switch
            {
                < 45 => MoveAsync(),
                < 60 => FreezeAsync(),
                < 70 => GiveBackAsync(),
                < 76 => LiveAsync(),
                < 82 => RepeatAsync(),
                < 88 => LookAsync(),
                _ => BatchAsync(),
            }));
        }
    }

    private async Task<int> MoveAsync()
    {
        switch (_random.Next(10))
        {
            case < 5:
                await SendAsync(_last = Pay());
                break;
            case 5:
                await SendAsync(new Deposit(Anyone(), Amount()) { Key = Key() });
                break;
            case 6:
                await SendAsync(new Withdraw(Anyone(), Amount()));
                break;
            case 7:
                await SendAsync(new Adjust(Anyone(), _random.Next(2) == 0 ? Side.Debit : Side.Credit, Amount(), "count") { Actor = new Actor("boss") });
                break;
            default:
                var outcome = await SendAsync(Workload.Buy(_random.Next(WalletCount), _random.Next(WalletCount), Amount(), Key()));
                Remember(_payments, outcome.Receipt?.TransactionId);
                break;
        }

        return 1;
    }

    private async Task<int> FreezeAsync()
    {
        if (_freezes.Count == 0 || _random.Next(2) == 0)
        {
            var expires = _random.Next(4) == 0 ? DateTimeOffset.UtcNow.AddMilliseconds(_random.Next(50, 5_000)) : (DateTimeOffset?)null;
            var frozen = await SendAsync(new Freeze(Anyone(), Amount()) { Mode = CaptureMode.Several, ExpiresAt = expires, Key = Key() });
            Remember(_freezes, frozen.Receipt?.Freeze.Id);
            return 1;
        }

        var freeze = _freezes.Peek();
        switch (_random.Next(6))
        {
            case 0:
                await SendAsync(new RaiseFreeze(freeze, Amount()));
                break;
            case 1:
                await SendAsync(new ExtendFreeze(freeze, DateTimeOffset.UtcNow.AddMinutes(1)));
                break;
            case 2:
                await SendAsync(new Capture(freeze) { Amount = Amount(), To = Anyone() });
                break;
            case 3:
                await SendAsync(new Unfreeze(freeze) { Amount = Amount() });
                break;
            case 4:
                await SendAsync(new Capture(_freezes.Dequeue()));
                break;
            default:
                await SendAsync(new Unfreeze(_freezes.Dequeue()));
                break;
        }

        return 1;
    }

    private async Task<int> GiveBackAsync()
    {
        if (_payments.Count == 0)
        {
            return await MoveAsync();
        }

        switch (_random.Next(10))
        {
            case 0:
                await SendAsync(new Cancel(_payments.Dequeue()) { Key = Key() });
                break;
            case 1:
                await SendAsync(new RefundResidual(_own, Currency.EUR));
                break;
            default:
                await SendAsync(new Refund(_payments.Peek()) { Amount = Amount(), Key = Key() });
                break;
        }

        return 1;
    }

    private async Task<int> LiveAsync()
    {
        await SendAsync(new ChangeWallet(_own) { MaxBalance = Money.EUR(_random.Next(10_000, 20_000)) });
        await SendAsync(new FreezeWallet(_own, "review") { Sides = RestrictedSides.Debits });
        await SendAsync(new ThawWallet(_own, "review"));
        await SendAsync(_random.Next(2) == 0 ? (Command<WalletReceipt>)new AddAccount(_own, Currency.USD) : new RemoveAccount(_own, Currency.USD));
        await SendAsync(new RefundResidual(_own, Currency.EUR));
        await SendAsync(new CloseWallet(_own));
        await SendAsync(new ReopenWallet(_own));
        await SendAsync(new Deposit(_own, Amount()));
        return 8;
    }

    /// <summary>The last transfer again, and one that is refused.</summary>
    private async Task<int> RepeatAsync()
    {
        await SendAsync(_last ?? Pay());
        await SendAsync(new Withdraw(Anyone(), Money.EUR(100_000m)) { Key = Key() });
        return 2;
    }

    private async Task<int> LookAsync()
    {
        switch (_random.Next(40))
        {
            case 0:
                await ledger.SweepExpiredAsync();
                break;
            case < 10:
                _ = await ledger.PreviewAsync(Pay());
                break;
            case < 20:
                _ = await ledger.Reader.GetStatementAsync(new StatementQuery(Anyone(), Currency.EUR) { PageSize = 10 });
                break;
            case < 30 when _last is not null:
                _ = await ledger.Reader.FindKeyAsync(_last.Key!);
                break;
            default:
                _ = await ledger.Reader.GetWalletAsync(Anyone());
                break;
        }

        return 1;
    }

    private async Task<int> BatchAsync()
    {
        var mode = _random.Next(4) == 0 ? BatchMode.AllOrNothing : BatchMode.Independent;
        _ = await ledger.ExecuteBatchAsync([.. Enumerable.Range(0, BatchLength).Select(_ => Pay())], mode);
        return BatchLength;
    }

    private async Task<Outcome<TReceipt>> SendAsync<TReceipt>(Command<TReceipt> command)
        where TReceipt : Receipt => await ledger.ExecuteAsync(command);

    private Transfer Pay()
    {
        var from = _random.Next(WalletCount);
        var to = (from + _random.Next(1, WalletCount)) % WalletCount;
        return new Transfer(Workload.Wallet(from), Workload.Wallet(to), Amount()) { Key = Key(), Reference = _random.Next(8) == 0 ? $"r-{_sent}" : null };
    }

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"{number}-{++_sent}");

    private WalletRef Anyone() => Workload.Wallet(_random.Next(WalletCount));

    private Money Amount() => Money.FromMinor(_random.Next(1, 500), Currency.EUR);

    private static void Remember<T>(Queue<T> ids, T? id)
        where T : struct
    {
        if (id is { } known)
        {
            ids.Enqueue(known);
            if (ids.Count > RememberedMax)
            {
                ids.Dequeue();
            }
        }
    }
}
