using System.Buffers.Binary;
using WalletCore.Storage;

namespace WalletCore.Testing.Conformance;

/// <summary>One posting of a script.</summary>
/// <param name="Debit">The debited account's ordinal.</param>
/// <param name="Credit">The credited account's ordinal.</param>
/// <param name="Amount">The amount.</param>
internal sealed record Line(long Debit, long Credit, Int128 Amount)
{
    /// <summary>The debited pocket.</summary>
    public Pocket From { get; init; }

    /// <summary>The credited pocket.</summary>
    public Pocket To { get; init; }
}

/// <summary>
/// Turns a small script of postings into valid change sets, and keeps the books that a store must then hold. The code is plain, so that
/// it can be seen to be right.
/// </summary>
internal sealed class ChangeSetBuilder
{
    private readonly SortedDictionary<long, WalletRow> _wallets = [];
    private readonly SortedDictionary<long, AccountRow> _accounts = [];
    private readonly SortedDictionary<long, BalanceRow> _balances = [];
    private readonly SortedDictionary<long, FreezeRow> _freezes = [];
    private readonly SortedDictionary<long, RefundRow> _refunds = [];
    private readonly List<UsageRow> _usages = [];
    private LedgerHead _before;

    /// <summary>What the ledger holds once everything built so far is committed.</summary>
    public ExpectedBooks Books { get; } = new();

    /// <summary>The recorded time of what is built next, in microseconds.</summary>
    public long Now { get; set; } = 1_700_000_000_000_000;

    /// <summary>The business day of what is built next.</summary>
    public int BusinessDay { get; set; } = 739_000;

    /// <summary>A new wallet with one account in each currency; answers the wallet's ordinal.</summary>
    public long AddWallet(string owner, params string[] currencies) => AddWallet(
        new WalletRow
        {
            Ordinal = 0,
            OwnerId = owner,
            ApplicationId = "",
            Label = "",
            Kind = WalletKind.Prepaid,
            State = WalletState.Open,
            Restrictions = [],
            OpenedAt = Now,
            UpdatedAt = Now,
        },
        currencies);

    /// <summary>A new wallet; its ordinal is set here.</summary>
    public long AddWallet(WalletRow row, params string[] currencies)
    {
        Books.Head = Books.Head with { Wallets = Books.Head.Wallets + 1 };
        Put(row with { Ordinal = Books.Head.Wallets });
        foreach (var currency in currencies)
        {
            AddAccount(new AccountRow
            {
                Ordinal = 0,
                Wallet = Books.Head.Wallets,
                Class = AccountClass.Liability,
                Currency = currency,
                MinorUnits = 2,
                OpenedAt = Now,
            });
        }

        return Books.Head.Wallets;
    }

    /// <summary>A new system account; answers its ordinal.</summary>
    public long AddSystemAccount(string code, AccountClass accountClass = AccountClass.Asset) => AddAccount(new AccountRow
    {
        Ordinal = 0,
        Wallet = 0,
        Code = code,
        Class = accountClass,
        Currency = "EUR",
        MinorUnits = 2,
        OpenedAt = Now,
    });

    /// <summary>A new account with an empty balance; its ordinal is set here.</summary>
    public long AddAccount(AccountRow row)
    {
        Books.Head = Books.Head with { Accounts = Books.Head.Accounts + 1 };
        Put(row with { Ordinal = Books.Head.Accounts });
        Put(new BalanceRow { Account = Books.Head.Accounts, Available = 0, Frozen = 0, EntryCount = 0, LastEntry = 0 });
        return Books.Head.Accounts;
    }

    /// <summary>A new posting rule; answers its ordinal.</summary>
    public int AddRule(string name, int version = 1, string definition = "a rule")
    {
        Books.Head = Books.Head with { Rules = Books.Head.Rules + 1 };
        Books.Rules.Add(new RuleRow(Books.Head.Rules, name, version, definition));
        return Books.Head.Rules;
    }

    /// <summary>A refusal kept for a key; answers its ordinal.</summary>
    public long AddAnswer(string key, string refusal = "{}", CommandFingerprint fingerprint = default)
    {
        Books.Head = Books.Head with { Answers = Books.Head.Answers + 1 };
        Books.Answers.Add(new AnswerRow
        {
            Ordinal = Books.Head.Answers,
            Key = key,
            Fingerprint = fingerprint,
            Sequence = Books.Head.Sequence,
            RecordedAt = Now,
            Refusal = refusal,
        });
        return Books.Head.Answers;
    }

    /// <summary>A transaction with a key or without.</summary>
    public long Post(string? key, params Line[] lines) => Post(Header() with { Key = key }, lines);

    /// <summary>A transaction of one posting without a key; answers its sequence.</summary>
    public long Post(long debit, long credit, Int128 amount) => Post(Header(), new Line(debit, credit, amount));

    /// <summary>The header of a transaction, to be given what a case needs; the rest is set by <see cref="Post(TransactionRow, Line[])"/>.</summary>
    public TransactionRow Header() =>
        new() { Sequence = 0, RecordedAt = Now, Rule = 1, FirstPosting = 0, PostingCount = 0, BusinessDay = BusinessDay };

    /// <summary>A transaction; its place and its postings are set here.</summary>
    public long Post(TransactionRow header, params Line[] lines)
    {
        var sequence = Books.Head.Sequence + 1;
        Books.Transactions.Add(header with
        {
            Sequence = sequence,
            FirstPosting = lines.Length == 0 ? 0 : Books.Head.Postings + 1,
            PostingCount = lines.Length,
        });
        Books.Head = Books.Head with { Sequence = sequence };
        foreach (var line in lines)
        {
            AddPosting(new PostingRow
            {
                Ordinal = 0,
                Sequence = sequence,
                DebitAccount = line.Debit,
                CreditAccount = line.Credit,
                DebitPocket = line.From,
                CreditPocket = line.To,
                Amount = line.Amount,
                DebitAvailable = 0,
                DebitFrozen = 0,
                CreditAvailable = 0,
                CreditFrozen = 0,
                DebitPrevious = 0,
                CreditPrevious = 0,
            });
        }

        return sequence;
    }

    /// <summary>A new or changed wallet.</summary>
    public void Put(WalletRow row) => Books.Wallets[row.Ordinal] = _wallets[row.Ordinal] = row;

    /// <summary>A new or changed account.</summary>
    public void Put(AccountRow row) => Books.Accounts[row.Ordinal] = _accounts[row.Ordinal] = row;

    /// <summary>A new or changed balance.</summary>
    public void Put(BalanceRow row) => Books.Balances[row.Account] = _balances[row.Account] = row;

    /// <summary>A new or changed freeze record.</summary>
    public void Put(FreezeRow row) => Books.Freezes[row.Ordinal] = _freezes[row.Ordinal] = row;

    /// <summary>A new or changed refund row.</summary>
    public void Put(RefundRow row) => Books.Refunds[row.Original] = _refunds[row.Original] = row;

    /// <summary>A new or changed usage.</summary>
    public void Put(UsageRow row) => _usages.Add(row);

    /// <summary>Replaces the last posting, to give it fields that no script would reach.</summary>
    public void ReplaceLastPosting(Func<PostingRow, PostingRow> change)
    {
        var old = Books.Postings[^1];
        var replaced = change(old);
        Books.Postings[^1] = replaced;
        foreach (var entries in Books.Entries.Values)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (entries[i].Posting.Ordinal == old.Ordinal)
                {
                    entries[i] = (replaced, entries[i].Side);
                }
            }
        }
    }

    /// <summary>The change set from the last one to here.</summary>
    public ChangeSet Build()
    {
        var before = _before;
        CommitRow? commit = null;
        if (Books.Head.Sequence > before.Sequence)
        {
            Books.Head = Books.Head with { Commits = before.Commits + 1, Hash = NextHash(before.Hash) };
            commit = new CommitRow(Books.Head.Commits, before.Sequence + 1, Books.Head.Sequence, Now, Books.Head.Hash);
            Books.Commits.Add(commit.Value);
        }

        Books.Head = Books.Head with { RecordedAt = Now };
        var changes = new ChangeSet
        {
            Before = before,
            After = Books.Head,
            Commit = commit,
            Rules = Books.Rules.Skip(before.Rules).ToArray(),
            Transactions = Books.Transactions.Skip((int)before.Sequence).ToArray(),
            Postings = Books.Postings.Skip((int)before.Postings).ToArray(),
            Waypoints = Books.Waypoints.Where(row => row.Entry / 2 > before.Postings).ToArray(),
            Answers = Books.Answers.Skip((int)before.Answers).ToArray(),
            Wallets = _wallets.Values.ToArray(),
            Accounts = _accounts.Values.ToArray(),
            Balances = _balances.Values.ToArray(),
            Freezes = _freezes.Values.ToArray(),
            Refunds = _refunds.Values.ToArray(),
            Usages = _usages.ToArray(),
        };
        _before = Books.Head;
        _wallets.Clear();
        _accounts.Clear();
        _balances.Clear();
        _freezes.Clear();
        _refunds.Clear();
        _usages.Clear();
        Now++;
        return changes;
    }

    private static ChainHash NextHash(ChainHash before)
    {
        var bytes = before.ToArray();
        BinaryPrimitives.WriteInt64BigEndian(bytes, BinaryPrimitives.ReadInt64BigEndian(bytes) + 1);
        bytes[^1] = 0xFE;
        return new ChainHash(bytes);
    }

    private void AddPosting(PostingRow row)
    {
        Books.Head = Books.Head with { Postings = Books.Head.Postings + 1 };
        row = row with { Ordinal = Books.Head.Postings };
        var debitPrevious = Books.Balances[row.DebitAccount].LastEntry;
        Move(row.DebitAccount, Side.Debit, row.DebitPocket, row.Amount, row.EntryReference(Side.Debit));
        var creditPrevious = Books.Balances[row.CreditAccount].LastEntry;
        Move(row.CreditAccount, Side.Credit, row.CreditPocket, row.Amount, row.EntryReference(Side.Credit));
        row = row with
        {
            DebitPrevious = debitPrevious,
            CreditPrevious = creditPrevious,
            DebitAvailable = Books.Balances[row.DebitAccount].Available,
            DebitFrozen = Books.Balances[row.DebitAccount].Frozen,
            CreditAvailable = Books.Balances[row.CreditAccount].Available,
            CreditFrozen = Books.Balances[row.CreditAccount].Frozen,
        };
        Books.Postings.Add(row);
        AddEntry(row.DebitAccount, row, Side.Debit);
        AddEntry(row.CreditAccount, row, Side.Credit);
    }

    private void Move(long account, Side side, Pocket pocket, Int128 amount, long entry)
    {
        var old = Books.Balances[account];
        var grows = Books.Accounts[account].Class.NormalSide() == side;
        var change = grows ? amount : -amount;
        var isFirstSinceMark = old.EntryCount % WaypointRow.Interval == 0;
        var row = old with
        {
            Available = old.Available + (pocket == Pocket.Available ? change : 0),
            Frozen = old.Frozen + (pocket == Pocket.Frozen ? change : 0),
            EntryCount = old.EntryCount + 1,
            LastEntry = entry,
            BusinessDayMin = isFirstSinceMark ? BusinessDay : Math.Min(old.BusinessDayMin, BusinessDay),
            BusinessDayMax = isFirstSinceMark ? BusinessDay : Math.Max(old.BusinessDayMax, BusinessDay),
        };
        Put(row);
        if (row.EntryCount % WaypointRow.Interval == 0)
        {
            Books.Waypoints.Add(new WaypointRow
            {
                Account = account,
                EntryNumber = row.EntryCount,
                Entry = entry,
                RecordedAt = Now,
                BusinessDayMin = row.BusinessDayMin,
                BusinessDayMax = row.BusinessDayMax,
            });
        }
    }

    private void AddEntry(long account, PostingRow posting, Side side)
    {
        if (!Books.Entries.TryGetValue(account, out var entries))
        {
            Books.Entries.Add(account, entries = []);
        }

        entries.Add((posting, side));
    }
}
