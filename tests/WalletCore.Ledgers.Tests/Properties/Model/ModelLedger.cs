namespace WalletCore.Ledgers.Tests.Properties.Model;

/// <summary>
/// The books as one would keep them on paper: no queue, no store, no rule table, and not a line shared with the library. It answers a step
/// with "posted", "replayed" or the code of the refusal. Freeze records expire the moment their time comes.
/// </summary>
internal sealed class ModelLedger
{
    public const string Posted = "posted";
    public const string Replayed = "replayed ";
    public const int Nobody = 4;
    public const int Cash = -1;

    private readonly Dictionary<string, (Step Step, string Answer)> _keys = [];

    public ModelWallet[] Wallets { get; } = [new(), new(), new() { Maximum = 500 }, new() { Credit = 50 }];

    public List<ModelFreeze> Freezes { get; } = [];

    public List<ModelTransaction> Transactions { get; } = [];

    public int CashBalance { get; private set; }

    public int Now { get; private set; }

    public void Tick(int seconds)
    {
        Now += seconds;
        foreach (var freeze in Freezes.Where(freeze => freeze.IsActive && freeze.ExpiresAt <= Now))
        {
            Wallets[freeze.Wallet].Frozen -= freeze.Remaining;
            Wallets[freeze.Wallet].Available += freeze.Remaining;
            freeze.Remaining = 0;
        }
    }

    public string Answer(Step step)
    {
        if (step.Amount <= 0)
        {
            return "amount_not_positive";
        }

        if (step.Key is not null && _keys.TryGetValue(step.Key, out var known))
        {
            return known.Step == step ? Replayed + known.Answer : "idempotency_conflict";
        }

        var answer = Decide(step) ?? Posted;
        if (step.Key is not null)
        {
            _keys[step.Key] = (step, answer);
        }

        return answer;
    }

    private string? Decide(Step step) => step.Verb switch
    {
        Verb.Deposit => Move(Cash, step.A, step.Amount!.Value, refundable: true),
        Verb.Withdraw => Move(step.A, Cash, step.Amount!.Value, refundable: true),
        Verb.Transfer => Move(step.A, step.B, step.Amount!.Value, refundable: true),
        Verb.Freeze => Freeze(step),
        Verb.Unfreeze => Unfreeze(step),
        Verb.Capture => Capture(step),
        Verb.Refund => Refund(Transactions[step.A], step.Amount),
        Verb.Cancel => Cancel(Transactions[step.A]),
        _ => Life(step),
    };

    private string? Move(int from, int to, int amount, bool refundable)
    {
        if ((Missing(from, to) ?? (from == to ? "same_wallet" : null) ?? Stopped(from, to)) is { } refused)
        {
            return refused;
        }

        if (to != Cash && Wallets[to].Maximum is { } maximum && Wallets[to].Total + amount > maximum)
        {
            return "max_balance_exceeded";
        }

        if (from != Cash && Wallets[from].Spendable < amount)
        {
            return "insufficient_funds";
        }

        Add(from, -amount);
        Add(to, amount);
        Transactions.Add(new ModelTransaction { From = from, To = to, Amount = amount, IsRefundable = refundable });
        return null;
    }

    private string? Freeze(Step step)
    {
        if ((Missing(step.A, Cash) ?? Stopped(step.A, Cash)) is { } refused)
        {
            return refused;
        }

        var wallet = Wallets[step.A];
        if (wallet.Spendable < step.Amount)
        {
            return "insufficient_funds";
        }

        wallet.Available -= step.Amount!.Value;
        wallet.Frozen += step.Amount.Value;
        Freezes.Add(new ModelFreeze { Wallet = step.A, Remaining = step.Amount.Value, IsSeveral = step.B == 1, ExpiresAt = step.Extra });
        Transactions.Add(new ModelTransaction());
        return null;
    }

    private string? Unfreeze(Step step)
    {
        var freeze = Freezes[step.A];
        var wallet = Wallets[freeze.Wallet];
        var amount = step.Amount ?? freeze.Remaining;
        if (wallet.IsClosed)
        {
            return "wallet_closed";
        }

        if (!freeze.IsActive)
        {
            return "freeze_not_active";
        }

        if (amount > freeze.Remaining)
        {
            return "release_exceeds_remaining";
        }

        freeze.Remaining -= amount;
        wallet.Frozen -= amount;
        wallet.Available += amount;
        Transactions.Add(new ModelTransaction());
        return null;
    }

    private string? Capture(Step step)
    {
        var freeze = Freezes[step.A];
        var wallet = Wallets[freeze.Wallet];
        if ((Missing(freeze.Wallet, step.B) ?? (freeze.Wallet == step.B ? "same_wallet" : null) ?? Stopped(freeze.Wallet, step.B)) is { } refused)
        {
            return refused;
        }

        if (!freeze.IsActive)
        {
            return "freeze_not_active";
        }

        var amount = step.Amount ?? freeze.Remaining;
        if (step.B != Cash && Wallets[step.B].Maximum is { } maximum && Wallets[step.B].Total + amount > maximum)
        {
            return "max_balance_exceeded";
        }

        if (amount > freeze.Remaining)
        {
            return "capture_exceeds_remaining";
        }

        freeze.Remaining -= amount;
        wallet.Frozen -= amount;
        Add(step.B, amount);
        if (step.Extra == 1 || !freeze.IsSeveral)
        {
            wallet.Frozen -= freeze.Remaining;
            wallet.Available += freeze.Remaining;
            freeze.Remaining = 0;
        }

        Transactions.Add(new ModelTransaction { From = freeze.Wallet, To = step.B, Amount = amount, IsRefundable = true });
        return null;
    }

    private string? Refund(ModelTransaction original, int? asked)
    {
        if (original.IsMovement && Stopped(original.To, original.From) is { } stopped)
        {
            return stopped;
        }

        if (!original.IsRefundable || original.IsCancelled)
        {
            return "not_refundable";
        }

        var remaining = original.Amount - original.Refunded;
        var amount = asked ?? remaining;
        return remaining == 0 ? "already_refunded"
            : amount > remaining ? "refund_exceeds_remaining"
            : GiveBack(original, amount);
    }

    private string? Cancel(ModelTransaction original)
    {
        if (original.IsMovement && Stopped(original.To, original.From) is { } stopped)
        {
            return stopped;
        }

        if (!original.IsRefundable || original.Refunded > 0)
        {
            return "not_cancellable";
        }

        if (GiveBack(original, original.Amount) is { } refused)
        {
            return refused;
        }

        original.IsCancelled = true;
        return null;
    }

    private string? GiveBack(ModelTransaction original, int amount)
    {
        if (original.To != Cash && Wallets[original.To].Spendable < amount)
        {
            return "insufficient_funds";
        }

        original.Refunded += amount;
        Add(original.To, -amount);
        Add(original.From, amount);
        Transactions.Add(new ModelTransaction { From = original.To, To = original.From, Amount = amount });
        return null;
    }

    private string? Life(Step step)
    {
        if (Missing(step.A, Cash) is { } missing)
        {
            return missing;
        }

        var wallet = Wallets[step.A];
        if (wallet.IsClosed != (step.Verb == Verb.ReopenWallet))
        {
            return wallet.IsClosed ? "wallet_closed" : "wallet_not_closed";
        }

        switch (step.Verb)
        {
            case Verb.FreezeWallet:
                wallet.Restrictions[step.B] = step.Extra!.Value;
                break;
            case Verb.ThawWallet when !wallet.Restrictions.Remove(step.B):
                return "wallet_not_frozen";
            case Verb.CloseWallet when wallet.Frozen != 0:
                return "wallet_has_freezes";
            case Verb.CloseWallet when wallet.Available != 0:
                return "wallet_not_empty";
            case Verb.CloseWallet or Verb.ReopenWallet:
                wallet.IsClosed = !wallet.IsClosed;
                break;
        }

        Transactions.Add(new ModelTransaction());
        return null;
    }

    private static string? Missing(int one, int other) => one == Nobody || other == Nobody ? "wallet_not_found" : null;

    private string? Stopped(int from, int to) =>
        (from != Cash && Wallets[from].IsClosed) || (to != Cash && Wallets[to].IsClosed) ? "wallet_closed"
        : (from != Cash && Wallets[from].Stops(1)) || (to != Cash && Wallets[to].Stops(2)) ? "wallet_frozen"
        : null;

    private void Add(int wallet, int amount)
    {
        if (wallet == Cash)
        {
            CashBalance += amount;
        }
        else
        {
            Wallets[wallet].Available += amount;
        }
    }
}

internal sealed class ModelWallet
{
    public int Available { get; set; }

    public int Frozen { get; set; }

    public int Credit { get; init; }

    public int? Maximum { get; init; }

    public bool IsClosed { get; set; }

    public Dictionary<int, int> Restrictions { get; } = [];

    public int Total => Available + Frozen;

    public int Spendable => Available + Credit;

    public bool Stops(int side) => Restrictions.Values.Any(sides => (sides & side) != 0);
}

internal sealed class ModelFreeze
{
    public required int Wallet { get; init; }

    public required int Remaining { get; set; }

    public required bool IsSeveral { get; init; }

    public required int? ExpiresAt { get; init; }

    public bool IsActive => Remaining > 0;
}

internal sealed class ModelTransaction
{
    public int From { get; init; }

    public int To { get; init; }

    public int Amount { get; init; }

    public bool IsRefundable { get; init; }

    public int Refunded { get; set; }

    public bool IsCancelled { get; set; }

    public bool IsMovement => Amount > 0;
}
