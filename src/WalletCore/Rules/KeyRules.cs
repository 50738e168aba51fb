using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Idempotency keys: what a key that was used before answers.</summary>
internal sealed class KeyRules(WorkingSet set, Needs needs)
{
    /// <summary>The answer of the key; null when it is unused (or has expired), or when more must be loaded first.</summary>
    public Outcome<Receipt>? Find(Command command, in CommandFingerprint fingerprint, long now, out bool needsMore)
    {
        needsMore = false;
        if (set.FindKey(command.Key!) is not { } known)
        {
            return null;
        }

        if (known.Refusal is { } refusal)
        {
            return HasExpired(set.Ledger.Options.Keys, refusal.RecordedAt, now) ? null
                : refusal.Fingerprint != fingerprint ? Conflict(command, refusal.Fingerprint, RefusalText.OperationOf(refusal.Refusal))
                : new Outcome<Receipt>(RefusalText.Read(refusal.Refusal, set.Ledger), replayed: true);
        }

        var facts = known.Transaction ?? set.Journal.Find(known.Sequence)!;
        if (HasExpired(set.Ledger.Options.Keys, facts.Header.RecordedAt, now))
        {
            return null;
        }

        if (facts.Header.Fingerprint != fingerprint)
        {
            return Conflict(command, facts.Header.Fingerprint, set.RuleOf(facts.Header.Rule).Name);
        }

        needsMore = NeedsMore(facts);
        return needsMore ? null : new Outcome<Receipt>(Receipts.Again(set, facts), replayed: true);
    }

    /// <summary>Keeps a refusal as the key's answer.</summary>
    public void Keep(Command command, in CommandFingerprint fingerprint, Refusal refusal, long now)
    {
        var ordinal = ++set.Counters.Answers;
        var row = new AnswerRow
        {
            Ordinal = ordinal,
            Key = command.Key!,
            Fingerprint = fingerprint,
            Sequence = set.Counters.Sequence,
            RecordedAt = now,
            Refusal = RefusalText.Write(refusal, command.Operation),
        };
        set.Journal.Answers.Add(row);
        set.RememberKey(command.Key!, new KnownKey(null, row));
    }

    /// <summary>Whether an answer of that time has run out, so that its key is unused again.</summary>
    public static bool HasExpired(KeyPolicy policy, long recordedAt, long now) =>
        policy.Expiry is { } expiry && now - recordedAt >= expiry.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Asks at once for what all those answers need to be given again, so that a batch that was sent before is loaded in one go.</summary>
    public void Expect(IEnumerable<KeyAnswer> answers)
    {
        foreach (var answer in answers)
        {
            if (answer.Transaction is { } facts)
            {
                NeedsMore(facts);
            }
        }
    }

    /// <summary>Asks for what an earlier transaction names where it is not in the working set; true where something is not.</summary>
    private bool NeedsMore(TransactionFacts facts)
    {
        var header = facts.Header;
        var missing = facts.Postings.Any(posting => set.FindAccount(posting.DebitAccount) is null || set.FindAccount(posting.CreditAccount) is null);
        if (missing)
        {
            // It brings the wallets of its accounts.
            needs.Transaction(header.Sequence);
        }

        if (header.Original != 0 && set.FindOriginal(header.Original) is null)
        {
            needs.Transaction(header.Original);
            missing = true;
        }

        if (header.Freeze != 0 && set.FindFreeze(header.Freeze) is null)
        {
            needs.FreezeRecord(header.Freeze);
            missing = true;
        }

        return missing;
    }

    private static Outcome<Receipt> Conflict(Command command, in CommandFingerprint first, string firstOperation)
    {
        if (firstOperation != command.Operation)
        {
            return new Outcome<Receipt>(Refusals.IdempotencyConflict([nameof(command.Operation)]), replayed: false);
        }

        var names = new List<string>();
        var second = command.Fingerprint(names);
        var differing = new List<string>();
        for (var i = 0; i < names.Count; i++)
        {
            if (unchecked((byte)(first.Fields >> (8 * i))) != unchecked((byte)(second.Fields >> (8 * i))))
            {
                differing.Add(names[i]);
            }
        }

        // One byte a field misses one difference in 255; the hash over all of them does not.
        return new Outcome<Receipt>(Refusals.IdempotencyConflict(differing.Count == 0 ? ["command"] : differing), replayed: false);
    }
}
