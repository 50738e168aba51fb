using System.Numerics;

namespace WalletCore.Testing;

/// <summary>
/// The books as one would keep them on paper: dictionaries, no queue, no store, and not a line shared with the library's rules. It says for every
/// command whether a ledger posts it, or with which code it refuses, and what everybody has afterwards. Freeze records expire the moment their
/// time comes. Not thread safe.
/// </summary>
/// <remarks>
/// Execute a command here and at the ledger, compare, and <see cref="Bind"/> the receipt, so that later commands can name what it made.
/// It does not foresee balances past the range, overdrafts and funding accounts of refunds, or that a system account may not go below zero; nor does it know
/// wallets by account number, or the number that a <see cref="ChangeWallet"/> gives.
/// </remarks>
public sealed partial class ModelBooks
{
    private readonly LedgerOptions _options;
    private readonly IReadOnlyDictionary<string, ModelRule> _rules;
    private readonly Dictionary<WalletRef, ModelWallet> _wallets = [];
    private readonly Dictionary<string, ModelWallet> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Code, Currency Currency), ModelAccount> _system = [];
    private readonly Dictionary<FreezeId, ModelFreeze> _freezeIds = [];
    private readonly Dictionary<TransactionId, ModelTransaction> _transactionIds = [];
    private readonly List<ModelFreeze> _freezes = [];
    private readonly Dictionary<string, (string Content, ModelPrediction Answer, DateTimeOffset At)> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private readonly Stack<Action> _undo = new();
    private DateTimeOffset _now;

    /// <summary>Empty books of a ledger with those options.</summary>
    /// <param name="options">The ledger's options: its policies are read from there, as data.</param>
    /// <param name="rules">The host's posting rules of the options by name, in the model's words; null: none.</param>
    public ModelBooks(LedgerOptions options, IReadOnlyDictionary<string, ModelRule>? rules = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _rules = rules ?? new Dictionary<string, ModelRule>(StringComparer.Ordinal);
    }

    /// <summary>What a ledger answers to the command at that time; the books change where it posts.</summary>
    /// <param name="command">The command.</param>
    /// <param name="now">The clock, but not before the ledger's last recorded time (<see cref="LedgerReader.GetPositionAsync"/>).</param>
    public ModelPrediction Execute(Command command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        var answer = Run(command, now, keepRefusal: true);
        _undo.Clear();
        return answer;
    }

    /// <summary>What a ledger would answer; the books stay as they are.</summary>
    public ModelPrediction Preview(Command command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        var answer = Run(command, now, keepRefusal: false);
        UndoTo(0);
        return answer;
    }

    /// <summary>What a ledger answers to the commands of a batch.</summary>
    public IReadOnlyList<ModelPrediction> ExecuteBatch(IReadOnlyList<Command> commands, BatchMode mode, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(commands);
        if (mode == BatchMode.Independent)
        {
            return [.. commands.Select(command => Execute(command, now))];
        }

        var answers = new List<ModelPrediction>();
        foreach (var command in commands)
        {
            var answer = Run(command, now, keepRefusal: false);
            if (!answer.IsPosted)
            {
                UndoTo(0);
                var undone = new ModelPrediction(RefusalCode.BatchUndone);
                return [.. commands.Select((_, index) => index == answers.Count ? answer : undone)];
            }

            answers.Add(answer);
        }

        _undo.Clear();
        return answers;
    }

    /// <summary>Tells the model the ids that the ledger gave to what a posted command made.</summary>
    public void Bind(ModelPrediction prediction, Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(receipt);
        if (prediction.Transaction is { } transaction && receipt.Sequence > 0)
        {
            _transactionIds[receipt.TransactionId] = transaction;
        }

        if (prediction.Freeze is { } freeze && receipt is FreezeReceipt made)
        {
            _freezeIds[made.Id] = freeze;
        }

        if (prediction.Wallet is { Id: null } wallet && receipt is WalletReceipt opened)
        {
            wallet.Id = opened.Id;
            _wallets[opened.Id] = wallet;
        }
    }

    /// <summary>What a wallet has available and frozen at that time; null when it has no account in that currency.</summary>
    public (Money Available, Money Frozen)? BalanceOf(WalletRef wallet, Currency currency, DateTimeOffset now)
    {
        if (!_wallets.TryGetValue(wallet, out var found) || found.In(currency) is not { } account)
        {
            return null;
        }

        var due = DueOf(account, now);
        return (Of(account.Available + due, currency), Of(account.Frozen - due, currency));
    }

    /// <summary>What was credited to a system account, less what was debited.</summary>
    public Money CreditedTo(string systemCode, Currency currency) =>
        Of(_system.TryGetValue((systemCode, currency), out var account) ? account.Available : BigInteger.Zero, currency);

    internal ModelWallet? FindWallet(WalletRef wallet) => _wallets.GetValueOrDefault(wallet);

    internal ModelFreeze? FindFreeze(FreezeId freeze) => _freezeIds.GetValueOrDefault(freeze);

    internal ModelTransaction? FindTransaction(TransactionId transaction) => _transactionIds.GetValueOrDefault(transaction);

    /// <summary>Whether a freeze record of the account has run out, so that a ledger may or may not have posted its release.</summary>
    internal bool MayBeUnreleased(WalletRef wallet, Currency currency, DateTimeOffset now) =>
        _wallets.TryGetValue(wallet, out var found)
        && _freezes.Exists(freeze => freeze.Account.Wallet == found && freeze.Account.Currency == currency && freeze.ExpiresAt <= now);

    private static Money Of(BigInteger minor, Currency currency) => Money.FromMinor((Int128)minor, currency);

    private static BigInteger Minor(Money money) => (BigInteger)money.AmountMinor;

    private ModelPrediction Run(Command command, DateTimeOffset now, bool keepRefusal)
    {
        if (ModelShape.Check(command) is { } malformed)
        {
            return new ModelPrediction(malformed);
        }

        _now = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var content = command.Key is null ? string.Empty : ModelText.Of(command);
        if (command.Key is not null && _keys.TryGetValue(command.Key, out var known) && !(_options.Keys.Expiry is { } expiry && _now - known.At >= expiry))
        {
            return known.Content == content ? new ModelPrediction(known.Answer.Code, replayed: true) : new ModelPrediction(RefusalCode.IdempotencyConflict);
        }

        var mark = _undo.Count;
        ReleaseDue();
        var answer = Decide(command);
        if (!answer.IsPosted)
        {
            UndoTo(mark);
        }

        if (command.Key is { } key && (answer.IsPosted || (keepRefusal && _options.Keys.KeepRefusals)))
        {
            Put(_keys, key, (content, answer, _now));
        }

        if (answer.IsPosted && command.Reference is { } reference && _references.Add(reference))
        {
            _undo.Push(() => _references.Remove(reference));
        }

        return answer;
    }

    private ModelPrediction Decide(Command command) => command switch
    {
        Deposit deposit => Deposit(deposit),
        Withdraw withdraw => Withdraw(withdraw),
        Transfer transfer => Transfer(transfer),
        Adjust adjust => Adjust(adjust),
        Post post => Post(post),
        RefundResidual residual => Residual(residual),
        Freeze freeze => Freeze(freeze),
        Unfreeze unfreeze => Unfreeze(unfreeze),
        RaiseFreeze raise => Raise(raise),
        ExtendFreeze extend => Extend(extend),
        Capture capture => Capture(capture),
        Refund refund => Refund(refund),
        Cancel cancel => Cancel(cancel),
        OpenWallet open => Open(open),
        AddAccount add => Add(add),
        RemoveAccount remove => Remove(remove),
        ChangeWallet change => Change(change),
        FreezeWallet freeze => Restrict(freeze),
        ThawWallet thaw => Thaw(thaw),
        CloseWallet close => Close(close),
        ReopenWallet reopen => Reopen(reopen),
        _ => throw new NotSupportedException($"The model does not know {command.GetType().Name}."),
    };

    private void UndoTo(int mark)
    {
        while (_undo.Count > mark)
        {
            _undo.Pop()();
        }
    }

    /// <summary>Does something to the books that can be undone.</summary>
    private void Do(Action act, Action undo)
    {
        act();
        _undo.Push(undo);
    }

    private void Put<TKey, TValue>(Dictionary<TKey, TValue> map, TKey key, TValue value)
        where TKey : notnull
    {
        var had = map.TryGetValue(key, out var before);
        map[key] = value;
        _undo.Push(() =>
        {
            if (had)
            {
                map[key] = before!;
            }
            else
            {
                map.Remove(key);
            }
        });
    }

    private void ReleaseDue()
    {
        foreach (var freeze in _freezes.FindAll(freeze => freeze.IsActive && freeze.ExpiresAt <= _now))
        {
            Release(freeze, freeze.Remaining);
        }
    }

    private BigInteger DueOf(ModelAccount account, DateTimeOffset now) => _freezes
        .Where(freeze => freeze.Account == account && freeze.IsActive && freeze.ExpiresAt <= now)
        .Aggregate(BigInteger.Zero, (sum, freeze) => sum + freeze.Remaining);
}
