using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>What a step may have changed.</summary>
/// <param name="Receipts">The transactions that its receipts name, where it posted something.</param>
/// <param name="MayRelease">Whether it may have released freeze records that had run out.</param>
/// <param name="Refused">The keys of its commands that were refused for the first time: their refusals may have been kept.</param>
/// <param name="Keys">All keys that its commands used.</param>
internal sealed record StepEffects(IReadOnlyList<long> Receipts, bool MayRelease, IReadOnlyCollection<string> Refused, IReadOnlyCollection<string> Keys)
{
    /// <summary>Nothing at all.</summary>
    public static StepEffects None { get; } = new([], MayRelease: false, [], []);

    /// <summary>Releases, and nothing else.</summary>
    public static StepEffects Releases { get; } = None with { MayRelease = true };
}

/// <summary>
/// What must hold of a ledger after each step of a history, worked out from what the step added, so that it is as quick in a long history as in
/// a short one; and now and then all of it from the beginning.
/// </summary>
internal sealed class StepInvariants(SeededRandom random) : IDisposable
{
    private const int KeysLookedUp = 4;

    private readonly JournalFold _fold = new();
    private readonly JournalMemory _memory = new();
    private LedgerHead _head;
    private string? _digest;

    /// <summary>The first thing that does not hold after a step; null when all does.</summary>
    public async Task<string?> FindAsync(IWalletStore store, Ledger ledger, StepEffects effects)
    {
        var answers = new List<AnswerRow>();
        var posted = new List<Transaction>();
        var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Snapshot, default);
        await using (reader.ConfigureAwait(false))
        {
            var facts = await StoreFacts.ReadAsync(reader);
            var broken = await _memory.ReadOnAsync(reader, facts.Head, answers)
                ?? await _fold.ReadOnAsync(ledger, posted)
                ?? FindUnasked(facts, posted, answers, effects)
                ?? FindUnbalanced(facts)
                ?? await _memory.LookUpAsync(reader, effects.Keys)
                ?? await _memory.LookUpSomeAsync(reader, random, KeysLookedUp);
            (_head, _digest) = (facts.Head, facts.Digest);
            if (broken is not null)
            {
                return broken;
            }
        }

        return await _fold.CompareAsync(ledger);
    }

    /// <summary>The same for everything from the beginning: the whole journal, its chain, every row and every key.</summary>
    public async Task<string?> FindFromTheBeginningAsync(IWalletStore store, Ledger ledger)
    {
        var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Snapshot, default);
        await using (reader.ConfigureAwait(false))
        {
            if (await _memory.ReadAgainAsync(reader) is { } broken)
            {
                return broken;
            }
        }

        return await LedgerInvariants.FindAsync(ledger);
    }

    public void Dispose() => _memory.Dispose();

    /// <summary>What changed that nobody asked for: a refused command leaves every row as it was.</summary>
    private string? FindUnasked(StoreFacts facts, List<Transaction> posted, List<AnswerRow> answers, StepEffects effects)
    {
        if (_digest is null)
        {
            return null;
        }

        var unasked = posted.Where(transaction => !(effects.MayRelease && transaction.Type == Operations.ExpireFreeze)).Select(transaction => transaction.Sequence);
        var asked = effects.Receipts.Where(sequence => sequence > _head.Sequence).Distinct().Order();
        if (!unasked.SequenceEqual(asked))
        {
            return $"it posted {string.Join(", ", posted.Select(transaction => $"{transaction.Sequence} ({transaction.Type})"))}; its receipts name {string.Join(", ", effects.Receipts)}";
        }

        if (answers.Find(answer => !effects.Refused.Contains(answer.Key, StringComparer.Ordinal)) is { } stray)
        {
            return $"it kept a refusal for the key {stray.Key}";
        }

        if (posted.Count > 0)
        {
            return null;
        }

        // Keeping a refusal is a commit with a time, but no transaction and no link of the chain.
        var left = answers.Count == 0 ? _head : _head with { Answers = facts.Head.Answers, RecordedAt = facts.Head.RecordedAt };
        return facts.Head != left ? $"it posted nothing, and yet the head went from {_head} to {facts.Head}"
            : facts.Digest != _digest ? "it posted nothing, and yet it changed the books"
            : null;
    }

    private static string? FindUnbalanced(StoreFacts facts)
    {
        foreach (var currency in facts.Accounts.GroupBy(row => row.Account.Currency, StringComparer.Ordinal))
        {
            var debits = currency.Aggregate(Int128.Zero, (sum, row) => sum + (row.Account.Class is AccountClass.Asset or AccountClass.Expense ? Total(row) : -Total(row)));
            if (debits != 0)
            {
                return $"debits and credits of all accounts in {currency.Key} differ by {debits}";
            }
        }

        var frozen = facts.Freezes.Where(row => row.Status == FreezeStatus.Active).GroupBy(row => row.Account).ToDictionary(rows => rows.Key, Remaining);
        return facts.Accounts.Where(row => row.Balance.Frozen != frozen.GetValueOrDefault(row.Account.Ordinal))
            .Select(row => $"account {row.Account.Ordinal} has {row.Balance.Frozen} frozen, its active freeze records come to {frozen.GetValueOrDefault(row.Account.Ordinal)}")
            .FirstOrDefault();
    }

    private static Int128 Total(AccountFacts row) => row.Balance.Available + row.Balance.Frozen;

    private static Int128 Remaining(IEnumerable<FreezeRow> rows) => rows.Aggregate(Int128.Zero, (sum, row) => sum + row.Remaining);
}
