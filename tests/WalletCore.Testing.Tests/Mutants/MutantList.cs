using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>Stores that are each wrong in one way that a store, or the rules before it, could be wrong in.</summary>
internal static class MutantList
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        // What a store forgets, loses or invents.
        new("forgets keys when it loads", "load_key_brings_answer_only", inner => new BrokenStore(inner) { OnLoad = state => state.Keys.Clear() }),
        new("forgets keys when it loads, seen by a host", "keys.same_command", inner => new BrokenStore(inner) { OnLoad = state => state.Keys.Clear() }),
        new("forgets refusals kept for keys", "keys.refused_by_state", inner => new BrokenStore(inner) { OnLoad = state => state.Keys.RemoveAll(key => key.Refusal is not null) }),
        new("finds no key when it reads", "key_found_and_absent", inner => new BrokenStore(inner) { OnRead = (name, _, answer) => name == "FindKeyAsync" ? ValueTask.FromResult<KeyAnswer?>(null) : answer }),
        new("drops an entry", "entries_every_page", inner => new BrokenStore(inner) { OnRead = OnList<EntryFacts>("ReadEntriesAsync", rows => rows.Count > 1 ? [.. rows.Skip(1)] : rows) }),
        new("repeats a page row", "page_every_list", inner => new BrokenStore(inner) { OnReadAsk = (name, arguments) => name == "ReadTransactionsAsync" && (long)arguments[0]! > 0 ? [(long)arguments[0]! - 1, .. arguments.Skip(1)] : arguments }),
        new("skips a page row", "page_every_list", inner => new BrokenStore(inner) { OnReadAsk = (name, arguments) => name == "ListAccountsAsync" && (long)arguments[0]! > 0 ? [(long)arguments[0]! + 1, .. arguments.Skip(1)] : arguments }),
        new("loses freeze records", "row_freeze", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(freezes: _ => null) }),
        new("loses freeze records, seen by a host", "freezes.settled", inner => new BrokenStore(inner) { OnLoad = state => state.Freezes.Clear() }),
        new("loads settled freeze records as active", "freezes.partial_capture", inner => new BrokenStore(inner) { OnLoad = state => Each(state.Freezes, row => row with { Remaining = row.Amount }) }),
        new("finds no due freeze record", "freezes.expiry.sweep", inner => new BrokenStore(inner) { OnRead = OnList<FreezeRow>("ListFreezesAsync", rows => [.. rows.Where(row => row.ExpiresAt is null)]) }),
        new("loads no due freeze record", "freezes.expiry", inner => new BrokenStore(inner) { OnAsk = request => request.DueFreezes.Clear() }),
        new("loses refund rows", "row_refund", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(refunds: _ => null) }),
        new("loses refund rows, seen by a host", "refunds.exceeds", inner => new BrokenStore(inner) { OnLoad = state => state.Refunds.Clear() }),
        new("forgets uses of limits", "load_usages", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(usages: _ => null) }),
        new("forgets uses of limits, seen by a host", "movements.limits", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(usages: _ => null) }),
        new("counts uses of limits twice", "movements.limits", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(usages: row => row with { Amount = row.Amount * 2 }) }),
        new("forgets the credit limit", "row_account", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(accounts: row => row with { CreditLimit = 0 }) }),
        new("loads the credit limit a cent too high", "movements.credit_limit", inner => new BrokenStore(inner) { OnLoad = state => EachAccount(state, row => row with { CreditLimit = row.CreditLimit + 1 }) }),
        new("loads no maximum balance", "row_account", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(accounts: row => row with { MaxBalance = null }) }),
        new("loads closed wallets as open", "life.closed", inner => new BrokenStore(inner) { OnLoad = state => EachWallet(state, row => row with { State = WalletState.Open }) }),
        new("loads frozen wallets as free", "life.restrictions", inner => new BrokenStore(inner) { OnLoad = state => EachWallet(state, row => row with { Restrictions = [] }) }),
        new("forgets which references are taken", "movements.references.unique", inner => new BrokenStore(inner) { OnLoad = state => state.References.Clear() }),
        new("takes the newest waypoint whatever the time", "waypoint_by_time", inner => new BrokenStore(inner) { OnReadAsk = (name, arguments) => name == "FindWaypointAsync" ? [arguments[0], long.MaxValue, arguments[2]] : arguments }),

        // What a store does to numbers and texts.
        new("keeps 64 bits of amounts", "row_balance", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(balances: row => row with { Available = unchecked((long)row.Available) }) }),
        new("rounds balances to whole units", "amounts.split", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(balances: row => row with { Available = row.Available / 1_000 * 1_000 }), OnLoad = state => EachBalance(state, row => row with { Available = row.Available / 1_000 * 1_000 }) }),
        new("doubles balances", "entries_same_account", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(balances: row => row with { Available = row.Available * 2 }) }),
        new("makes empty texts null", "row_transaction", inner => new BrokenStore(inner) { OnCommit = changes => changes.With(transactions: row => row with { Reference = row.Reference is "" ? null : row.Reference }) }),
        new("compares owners without case", "load_owner_brings_wallet", inner => new BrokenStore(inner) { OnAsk = request => Each(request.Owners, owner => owner with { OwnerId = owner.OwnerId.ToLowerInvariant() }) }),
        new("breaks the chain", "session_second_writer_waits", inner => new BrokenStore(inner) { OnCommit = BreakChain }),
        new("breaks the chain, seen by a host", "storage.verification", inner => new BrokenStore(inner) { OnCommit = BreakChain }),
        new("edits an amount behind the chain", "storage.verification", inner => new BrokenStore(inner) { OnRead = OnList<TransactionFacts>("ReadTransactionsAsync", rows => [.. rows.Select(EditFifth)]) }),

        // How a store takes turns and commits.
        new("lets two writers in", "session_racing_writers_lose_nothing", inner => new BrokenStore(inner) { LetsWritersIn = true }),
        new("shows what is not committed", "session_commit_is_visible_at_once", inner => new BrokenStore(inner) { ShowsUncommitted = true }),
        new("loses a commit after acknowledging it", "row_freeze", LosingEvery(2)),
        new("loses a late commit after acknowledging it", "page_while_writing", LosingEvery(9)),
        new("loses a commit after acknowledging it, seen by a host", "storage.processes", LosingEvery(7)),
        new("applies again what it committed when the answer was lost", "storage.faults", inner => new RetryingStore(inner), "The balance"),
        new("makes the engine apply again what it committed when the answer was lost", "storage.faults", inner => new BrokenStore(inner) { OnHead = head => head with { RecordedAt = head.RecordedAt + 1 }, OnRead = OnList<CommitRow>("ReadCommitsAsync", _ => []) }, "The balance"),
        new("writes more than the refusal it keeps", "keys.refused_by_state", inner => new BrokenStore(inner) { OnCommit = CountRefusal }),
        new("rewrites kept refusals", "answers_listed", inner => new BrokenStore(inner) { OnRead = OnList<AnswerRow>("ListAnswersAsync", rows => rows.Count > 1 ? [rows[0] with { Sequence = rows[0].Sequence + 1 }, .. rows.Skip(1)] : rows) }),
        new("lets snapshots move", "scope_snapshot_is_stable", inner => new BrokenStore(inner) { OnScope = _ => ReadScope.Latest }),
        new("commits though cancelled", "cancel_before_commit", inner => new BrokenStore(inner) { IgnoresCancellation = true }),
        new("commits when disposed of", "cancel_before_commit", inner => new BrokenStore(inner) { WritesOnDispose = true }),
        new("swallows a change set that starts elsewhere", "session_wrong_start_is_refused", inner => new BrokenStore(inner) { IgnoresWrongStart = true }),
        new("lets driver exceptions pass", "session_wrong_start_is_refused", inner => new BrokenStore(inner) { LeaksDriverExceptions = true }),
        new("registers a name anew", "ledger_first_registration_wins", inner => new BrokenStore(inner) { OnRegister = (proposal, _) => proposal }),
    ];

    private static ChangeSet BreakChain(ChangeSet changes) =>
        changes.With(commit: link => link with { Hash = default }, after: head => head with { Hash = default });

    /// <summary>Counts refusals as uses of a limit.</summary>
    private static ChangeSet CountRefusal(ChangeSet changes) => changes.Transactions.IsEmpty && !changes.Answers.IsEmpty
        ? changes.With(added: [new UsageRow(1, "refusals", 1, changes.After.Answers)])
        : changes;

    private static TransactionFacts EditFifth(TransactionFacts facts) => facts.Header.Sequence != 5 || facts.Postings.Count == 0
        ? facts
        : facts with { Postings = [.. facts.Postings.Select(posting => posting with { Amount = posting.Amount + 1 })] };

    private static Func<IWalletStore, IWalletStore> LosingEvery(int count) => inner =>
    {
        var commits = 0;
        return new BrokenStore(inner) { OnCommit = changes => Interlocked.Increment(ref commits) % count == 0 ? null : changes };
    };

    private static Func<string, object?[], object?, object?> OnList<T>(string member, Func<IReadOnlyList<T>, IReadOnlyList<T>> alter) =>
        (name, _, answer) => name == member ? AlterAsync((ValueTask<IReadOnlyList<T>>)answer!, alter) : answer;

    private static async ValueTask<IReadOnlyList<T>> AlterAsync<T>(ValueTask<IReadOnlyList<T>> rows, Func<IReadOnlyList<T>, IReadOnlyList<T>> alter) =>
        alter(await rows);

    private static void Each<T>(List<T> rows, Func<T, T> alter)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i] = alter(rows[i]);
        }
    }

    private static void EachWallet(LedgerState state, Func<WalletRow, WalletRow> alter) =>
        Each(state.Wallets, facts => facts with { Wallet = alter(facts.Wallet) });

    private static void EachAccount(LedgerState state, Func<AccountRow, AccountRow> alter) =>
        Each(state.Wallets, facts => facts with { Accounts = [.. facts.Accounts.Select(account => account with { Account = alter(account.Account) })] });

    private static void EachBalance(LedgerState state, Func<BalanceRow, BalanceRow> alter) =>
        Each(state.Wallets, facts => facts with { Accounts = [.. facts.Accounts.Select(account => account with { Balance = alter(account.Balance) })] });
}
