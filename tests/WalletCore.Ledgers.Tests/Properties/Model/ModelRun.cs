using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Properties.Model;

/// <summary>Runs a history on the model and on a ledger, step by step, and tells the first difference.</summary>
internal sealed class ModelRun
{
    private static readonly DateTimeOffset Epoch = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ModelLedger _model = new();
    private readonly TestLedger _books;
    private readonly WalletRef[] _wallets;
    private readonly List<FreezeId> _freezes = [];
    private readonly List<TransactionId> _transactions = [];
    private readonly Dictionary<string, string> _receipts = [];

    private ModelRun(TestLedger books, WalletRef[] wallets)
    {
        _books = books;
        _wallets = wallets;
    }

    /// <summary>Null when model and ledger agree to the end.</summary>
    public static async Task<string?> FindDifferenceAsync(string store, int cacheLength, IReadOnlyList<Step> steps)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Permissions = PermissionPolicy.Open, CacheLength = cacheLength });
        var wallets = new WalletRef[5];
        for (var i = 0; i < 4; i++)
        {
            var open = new OpenWallet($"owner-{i}")
            {
                Currency = Currency.EUR,
                MaxBalance = i == 2 ? Money.EUR(500m) : null,
                Kind = i == 3 ? WalletKind.Postpaid : WalletKind.Prepaid,
                CreditLimit = i == 3 ? Money.EUR(50m) : null,
            };
            wallets[i] = (await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id;
        }

        wallets[ModelLedger.Nobody] = WalletRef.ByOwner("nobody");
        var run = new ModelRun(books, wallets);
        for (var i = 0; i < steps.Count; i++)
        {
            if (await run.FindDifferenceAsync(steps[i]) is { } difference)
            {
                return $"step {i} ({steps[i]}): {difference}";
            }
        }

        await Facts.AssertSoundAsync(books);
        return null;
    }

    private async Task<string?> FindDifferenceAsync(Step step)
    {
        if (step.Verb == Verb.Tick)
        {
            _books.Clock.Move(TimeSpan.FromSeconds(step.B));
            _model.Tick(step.B);
            return null;
        }

        if (step.Verb == Verb.Reopen)
        {
            await _books.ReopenAsync();
            return null;
        }

        if (Resolve(step) is not { } resolved)
        {
            return null;
        }

        var command = CommandOf(resolved);
        var hasDue = await HasDueFreezesAsync();
        var before = await Facts.DumpAsync(_books);
        if (await TryAndUndoAsync(command, before) is { } trace)
        {
            return trace;
        }

        var expected = _model.Answer(resolved);
        var outcome = (await _books.Ledger.ExecuteBatchAsync([command])).Outcomes[0];
        var actual = (outcome.Replayed ? ModelLedger.Replayed : string.Empty) + (outcome.IsPosted ? ModelLedger.Posted : outcome.Refusal.Code);
        if (actual != expected)
        {
            return $"answered {actual}, the model {expected}";
        }

        Remember(resolved, outcome);
        if (expected != ModelLedger.Posted && !hasDue && await Facts.DumpAsync(_books) != before)
        {
            return $"was {expected} and yet changed the books";
        }

        if (resolved.Key is not null && outcome.IsPosted)
        {
            var receipt = $"{outcome.Receipt.TransactionId} {string.Join(", ", outcome.Receipt.Balances)}";
            if (!_receipts.TryAdd(resolved.Key, receipt) && _receipts[resolved.Key] != receipt)
            {
                return $"replayed {receipt}, first answered {_receipts[resolved.Key]}";
            }
        }

        return await FindBalanceDifferenceAsync();
    }

    /// <summary>An all-or-nothing batch that fails at its end, and a preview, must leave no trace.</summary>
    private async Task<string?> TryAndUndoAsync(Command command, string before)
    {
        var undone = await _books.Ledger.ExecuteBatchAsync([command, new Deposit(WalletRef.ByOwner("nobody"), Money.EUR(1m))], BatchMode.AllOrNothing);
        return undone.AllPosted || await Facts.DumpAsync(_books) != before ? "left a trace after being undone" : null;
    }

    private Step? Resolve(Step step) => step.Verb switch
    {
        Verb.Unfreeze or Verb.Capture => _freezes.Count == 0 ? null : step with { A = step.A % _freezes.Count },
        Verb.Refund or Verb.Cancel => _transactions.Count == 0 ? null : step with { A = step.A % _transactions.Count },
        Verb.Freeze when step.Extra is { } seconds => step with { Extra = _model.Now + seconds },
        _ => step,
    };

    private Command CommandOf(Step step)
    {
        Money? amount = step.Amount is { } units ? Money.EUR(units) : null;
        return step.Verb switch
        {
            Verb.Deposit => new Deposit(_wallets[step.A], amount!.Value) { Key = step.Key },
            Verb.Withdraw => new Withdraw(_wallets[step.A], amount!.Value) { Key = step.Key },
            Verb.Transfer => new Transfer(_wallets[step.A], _wallets[step.B], amount!.Value) { Key = step.Key },
            Verb.Freeze => new Freeze(_wallets[step.A], amount!.Value)
            {
                Key = step.Key,
                Mode = (CaptureMode)step.B,
                ExpiresAt = step.Extra is { } seconds ? Epoch.AddSeconds(seconds) : null,
            },
            Verb.Unfreeze => new Unfreeze(_freezes[step.A]) { Amount = amount, Key = step.Key },
            Verb.Capture => new Capture(_freezes[step.A])
            {
                Amount = amount,
                Key = step.Key,
                To = step.B == ModelLedger.Cash ? null : _wallets[step.B],
                IsFinal = step.Extra == 1 ? true : null,
            },
            Verb.Refund => new Refund(_transactions[step.A]) { Amount = amount, Key = step.Key },
            Verb.Cancel => new Cancel(_transactions[step.A]) { Key = step.Key },
            Verb.FreezeWallet => new FreezeWallet(_wallets[step.A], $"reason-{step.B}") { Sides = (RestrictedSides)step.Extra!.Value, Key = step.Key },
            Verb.ThawWallet => new ThawWallet(_wallets[step.A], $"reason-{step.B}") { Key = step.Key },
            Verb.CloseWallet => new CloseWallet(_wallets[step.A]) { Key = step.Key },
            Verb.ReopenWallet => new ReopenWallet(_wallets[step.A]) { Key = step.Key },
            _ => throw new InvalidOperationException(step.ToString()),
        };
    }

    private void Remember(Step step, in Outcome<Receipt> outcome)
    {
        if (outcome is not { IsPosted: true, Replayed: false })
        {
            return;
        }

        _transactions.Add(outcome.Receipt.TransactionId);
        if (step.Verb == Verb.Freeze)
        {
            _freezes.Add(((FreezeReceipt)outcome.Receipt).Id);
        }
    }

    private async Task<bool> HasDueFreezesAsync()
    {
        await using var reader = await Facts.OpenAsync(_books);
        return (await DueAsync(reader)).Count > 0;
    }

    private async Task<string?> FindBalanceDifferenceAsync()
    {
        await using var reader = await Facts.OpenAsync(_books);
        var due = await DueAsync(reader);
        for (var i = 0; i < 4; i++)
        {
            var (account, balance) = (await reader.FindWalletAsync(i + 1, default))!.Accounts[0];
            var released = due.Where(row => row.Account == account.Ordinal).Aggregate(Int128.Zero, (sum, row) => sum + row.Remaining);
            var actual = $"{(balance.Available + released) / 100} + {(balance.Frozen - released) / 100}";
            var expected = $"{_model.Wallets[i].Available} + {_model.Wallets[i].Frozen}";
            if (actual != expected)
            {
                return $"wallet {i} has {actual}, in the model {expected}";
            }
        }

        var cash = await Facts.SystemAsync(_books, SystemAccount.CashCode);
        return cash == Money.EUR(-_model.CashBalance) ? null : $"cash has {cash}, in the model {-_model.CashBalance}";
    }

    private async Task<IReadOnlyList<FreezeRow>> DueAsync(IWalletReader reader)
    {
        var now = (_books.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return await reader.ListFreezesAsync(new FreezeFilter { Status = FreezeStatus.Active, ExpiresAtMax = now }, 0, 10_000, default);
    }
}
