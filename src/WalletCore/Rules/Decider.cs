using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>
/// Decides commands one after another against the working set. Pure: no I/O and no clock; time comes in, and what is missing is asked for.
/// </summary>
internal sealed class Decider
{
    private readonly WorkingSet _set;
    private readonly Needs _needs;
    private readonly Decision _decision;
    private readonly KeyRules _keys;
    private readonly MovementRules _movements;
    private readonly FreezeRules _freezes;
    private readonly RefundRules _refunds;
    private readonly OpeningRules _openings;
    private readonly WalletRules _wallets;
    private WorkingSetMark _start;

    public Decider(WorkingSet set, Needs needs)
    {
        _set = set;
        _needs = needs;
        _decision = new Decision(set, needs);
        _keys = new KeyRules(set, needs);
        var evaluator = new PostingEvaluator(_decision);
        _movements = new MovementRules(_decision, evaluator);
        _freezes = new FreezeRules(_decision, evaluator);
        _refunds = new RefundRules(_decision, evaluator);
        var changes = new WalletChanges(_decision);
        _openings = new OpeningRules(_decision, changes);
        _wallets = new WalletRules(_decision, changes);
    }

    /// <summary>Decides a command. Null when more must be loaded first (<see cref="Needs.Request"/>); nothing has changed then.</summary>
    /// <param name="command">The command.</param>
    /// <param name="now">The recorded time, in microseconds of Unix time; never before the head's.</param>
    /// <param name="keepRefusal">Whether a refusal becomes the answer of its key.</param>
    public Outcome<Receipt>? Decide(Command command, long now, bool keepRefusal = true)
    {
        _set.Mark(out _start);
        if (ShapeRules.Check(command, _set.Ledger) is { } malformed)
        {
            return new Outcome<Receipt>(malformed, replayed: false);
        }

        CommandFingerprint fingerprint = default;
        if (command.Key is not null)
        {
            fingerprint = command.Fingerprint();
            var answer = _keys.Find(command, fingerprint, now, out var needsMore);
            if (needsMore || answer is not null)
            {
                return needsMore ? null : answer;
            }
        }

        _decision.Start(command, _set.Ledger.Rules[command], now);
        var refusal = Dispatch(command);
        if (_decision.NeedsMore)
        {
            RollBackLast();
            return null;
        }

        if (refusal is not null)
        {
            RollBackLast();
            if (command.Key is not null && keepRefusal && _set.Ledger.Options.Keys.KeepRefusals)
            {
                _keys.Keep(command, fingerprint, refusal, now);
            }

            return new Outcome<Receipt>(refusal, replayed: false);
        }

        if (_decision.AlreadyOpen && command.Key is null)
        {
            return new Outcome<Receipt>(Receipts.OfNothing(_decision), replayed: false);
        }

        return new Outcome<Receipt>(Record(command, fingerprint), replayed: false);
    }

    /// <summary>Asks at once for what the answers of keys that were loaded need to be given again.</summary>
    public void Expect(IEnumerable<KeyAnswer> answers) => _keys.Expect(answers);

    /// <summary>Undoes the command that was decided last, as far as it came.</summary>
    public void RollBackLast() => RollBack(_start);

    public WorkingSetMark Mark()
    {
        _set.Mark(out var mark);
        return mark;
    }

    public void RollBack(in WorkingSetMark mark)
    {
        _set.RollBack(mark);
    }

    private Refusal? Dispatch(Command command) => command switch
    {
        Transfer transfer => _movements.Decide(transfer),
        Deposit deposit => _movements.Decide(deposit),
        Withdraw withdraw => _movements.Decide(withdraw),
        Adjust adjust => _movements.Decide(adjust),
        Post post => _movements.Decide(post),
        RefundResidual residual => _movements.Decide(residual),
        Freeze freeze => _freezes.Decide(freeze),
        Unfreeze unfreeze => _freezes.Decide(unfreeze),
        Capture capture => _freezes.Decide(capture),
        RaiseFreeze raise => _freezes.Decide(raise),
        ExtendFreeze extend => _freezes.Decide(extend),
        ExpireFreeze expire => _freezes.Decide(expire),
        Refund refund => _refunds.Decide(refund),
        Cancel cancel => _refunds.Decide(cancel),
        OpenWallet open => _openings.Decide(open),
        AddAccount add => _openings.Decide(add),
        RemoveAccount remove => _wallets.Decide(remove),
        ChangeWallet change => _wallets.Decide(change),
        FreezeWallet freeze => _wallets.Decide(freeze),
        ThawWallet thaw => _wallets.Decide(thaw),
        CloseWallet close => _wallets.Decide(close),
        ReopenWallet reopen => _wallets.Decide(reopen),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private Receipt Record(Command command, in CommandFingerprint fingerprint)
    {
        var sequence = _decision.Sequence;
        var postings = _set.Journal.Postings;
        var first = postings.Count;
        while (first > 0 && postings[first - 1].Sequence == sequence)
        {
            first--;
        }

        ref readonly var header = ref _set.Journal.Transactions.Add(new TransactionRow
        {
            Sequence = sequence,
            RecordedAt = _decision.Now,
            Rule = RuleOrdinal(_decision.Rule),
            FirstPosting = _set.Counters.Postings - (postings.Count - first) + 1,
            PostingCount = postings.Count - first,
            AmountMinor = _decision.Principal.AmountMinor,
            Currency = _decision.Principal.Currency.IsNone ? null : _decision.Principal.Currency.Code,
            BusinessDay = _decision.BusinessDay,
            Key = command.Key,
            Fingerprint = fingerprint,
            Reference = command.Reference,
            Original = _decision.Original,
            Freeze = _decision.FreezeOrdinal,
            Wallet = _decision.Wallet?.Row.Ordinal ?? 0,
            Notes = Notes(command),
            Changes = Changes(),
        });
        _set.Counters.Sequence = sequence;
        if (command.Key is not null)
        {
            _set.RememberKey(command.Key, new KnownKey(null, null, sequence));
        }

        if (command.Reference is not null && _set.Ledger.Options.UniqueReferences)
        {
            _set.RememberReference(command.Reference);
        }

        return Receipts.Of(_decision, header);
    }

    private string? Changes() => _decision.Freeze is { } freeze ? new StateChanges { Freeze = freeze.Row }.ToJson()
        : _decision.Wallet is { } wallet ? new StateChanges { Wallet = Receipts.FactsOf(wallet), AlreadyOpen = _decision.AlreadyOpen }.ToJson()
        : null;

    private static TransactionNotes? Notes(Command command)
    {
        var reason = command.ReasonText;
        if (command.Description is null && command.Channel is null && command.CorrelationId is null && command.Actor is null
            && command.Metadata is null && reason is null)
        {
            return null;
        }

        return new TransactionNotes
        {
            Description = command.Description,
            Channel = command.Channel,
            CorrelationId = command.CorrelationId,
            Reason = reason,
            ActorId = command.Actor?.Id,
            ActorRoles = command.Actor?.RolesText,
            Metadata = command.Metadata?.ToJson(),
        };
    }

    /// <summary>The ordinal of a rule in this ledger, given on its first use.</summary>
    private int RuleOrdinal(PostingRule rule)
    {
        if (_set.FindRule(rule.Name, rule.Version) is { } known)
        {
            return known.Ordinal;
        }

        return AddRule(rule);
    }

    // Apart from its caller, which every transaction passes: a closure is allocated on entry, whether or not it is needed.
    private int AddRule(PostingRule rule)
    {
        var row = new RuleRow(_set.Counters.Rules + 1, rule.Name, rule.Version, rule.Definition);
        _set.AddRule(row);
        _set.Journal.Rules.Add(row);
        _set.Counters.Rules = row.Ordinal;
        _set.Undo.Add(() => _set.RemoveRule(row));
        return row.Ordinal;
    }
}
