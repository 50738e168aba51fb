using System.Security.Cryptography;
using System.Text;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Support;

/// <summary>Makes change sets of transfers, and keeps what a caller of the port would keep between commits.</summary>
internal sealed class Books(IWalletStore store, LedgerRow ledger)
{
    public const long Start = 1_700_000_000_000_000;

    private readonly Dictionary<long, BalanceRow> _balances = [];

    public LedgerId Ledger => ledger.Id;

    public static LedgerRow Row(int number = 1, string? name = null) =>
        new(LedgerId.Parse($"led_01h455vb4pex5vsknk084sn0{number:00}"), name ?? $"books-{number}", Start);

    /// <summary>Registers the ledger and opens two wallets with an account each.</summary>
    public static async Task<Books> OpenAsync(IWalletStore store, int number = 1, int wallets = 2)
    {
        var books = new Books(store, await store.RegisterLedgerAsync(Row(number), default));
        await books.WriteAsync(head => books.OpenWallets(head, wallets));
        return books;
    }

    /// <summary>What the account has after all that was written.</summary>
    public BalanceRow BalanceOf(long account) => _balances[account];

    /// <summary>Another store's view of the same books.</summary>
    public Books Through(IWalletStore other)
    {
        var books = new Books(other, ledger);
        foreach (var (account, balance) in _balances)
        {
            books._balances[account] = balance;
        }

        return books;
    }

    public async Task WriteAsync(Func<LedgerHead, ChangeSet> make)
    {
        await using var session = await store.BeginWriteAsync(ledger.Id, default);
        await session.CommitAsync(make(session.Head), default);
    }

    public Task TransferAsync(params string[] keys) => WriteAsync(head => Transfers(head, keys));

    public Task RefuseAsync(string key) => WriteAsync(head => Refusal(head, key));

    public async Task<LedgerHead> HeadAsync()
    {
        await using var session = await store.BeginWriteAsync(ledger.Id, default);
        return session.Head;
    }

    /// <summary>What the key answered: a sequence, minus an answer's ordinal, or zero; asked as a reader and as a writer.</summary>
    public async Task<long> FindKeyAsync(string key)
    {
        await using var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Latest, default);
        var read = Answer(await reader.FindKeyAsync(key, default));
        await using var session = await store.BeginWriteAsync(ledger.Id, default);
        var loaded = await LoadKeyAsync(session, key);
        Assert.Equal(read, loaded);
        return read;
    }

    public static async Task<long> LoadKeyAsync(IWalletWriteSession session, string key)
    {
        var request = new LoadRequest();
        request.Keys.Add(key);
        return Answer((await session.LoadAsync(request, default)).Keys.SingleOrDefault());
    }

    public static long Answer(KeyAnswer? answer) => answer switch
    {
        null => 0,
        { Transaction: { } transaction } => transaction.Header.Sequence,
        { Refusal: { } refusal } => -refusal.Ordinal,
        _ => throw new InvalidOperationException("An answer is one or the other."),
    };

    public ChangeSet OpenWallets(LedgerHead head, int count)
    {
        var wallets = new WalletRow[count];
        var accounts = new AccountRow[count];
        var balances = new BalanceRow[count];
        for (var i = 0; i < count; i++)
        {
            wallets[i] = new WalletRow
            {
                Ordinal = head.Wallets + 1 + i,
                OwnerId = $"owner-{head.Wallets + 1 + i}",
                ApplicationId = "",
                Label = "",
                Kind = WalletKind.Prepaid,
                State = WalletState.Open,
                Restrictions = [],
                OpenedAt = Start,
                UpdatedAt = Start,
            };
            accounts[i] = new AccountRow
            {
                Ordinal = head.Accounts + 1 + i,
                Wallet = wallets[i].Ordinal,
                Class = AccountClass.Liability,
                Currency = "EUR",
                MinorUnits = 2,
                OpenedAt = Start,
            };
            balances[i] = new BalanceRow { Account = accounts[i].Ordinal, Available = 0, Frozen = 0, EntryCount = 0, LastEntry = 0 };
            _balances[accounts[i].Ordinal] = balances[i];
        }

        return new ChangeSet
        {
            Before = head,
            After = head with { Wallets = head.Wallets + count, Accounts = head.Accounts + count },
            Wallets = wallets,
            Accounts = accounts,
            Balances = balances,
        };
    }

    /// <summary>A transfer of one minor unit from account 1 to account 2 for each key.</summary>
    public ChangeSet Transfers(LedgerHead head, params string[] keys) =>
        Transfers(head, [.. keys.Select(key => (Key: (string?)key, Debit: 1L, Credit: 2L, Amount: (Int128)1))]);

    public ChangeSet Transfers(LedgerHead head, params (string? Key, long Debit, long Credit, Int128 Amount)[] transfers)
    {
        var transactions = new TransactionRow[transfers.Length];
        var postings = new PostingRow[transfers.Length];
        var waypoints = new List<WaypointRow>();
        var balances = new Dictionary<long, BalanceRow>();
        for (var i = 0; i < transfers.Length; i++)
        {
            var (key, debit, credit, amount) = transfers[i];
            var sequence = head.Sequence + 1 + i;
            var posting = head.Postings + 1 + i;
            var before = (Debit: Balance(debit), Credit: Balance(credit));
            balances[debit] = Move(before.Debit, -amount, posting * 2);
            balances[credit] = Move(before.Credit, amount, (posting * 2) + 1);
            transactions[i] = new TransactionRow
            {
                Sequence = sequence,
                RecordedAt = Start + sequence,
                Rule = 1,
                FirstPosting = posting,
                PostingCount = 1,
                AmountMinor = amount,
                Currency = "EUR",
                BusinessDay = 738_000,
                Key = key,
                Fingerprint = key is null ? default : new CommandFingerprint(42, 0x0102_0304_0506),
            };
            postings[i] = new PostingRow
            {
                Ordinal = posting,
                Sequence = sequence,
                DebitAccount = debit,
                CreditAccount = credit,
                Amount = amount,
                DebitAvailable = balances[debit].Available,
                DebitFrozen = 0,
                CreditAvailable = balances[credit].Available,
                CreditFrozen = 0,
                DebitPrevious = before.Debit.LastEntry,
                CreditPrevious = before.Credit.LastEntry,
            };
            Mark(balances[debit], transactions[i].RecordedAt);
            Mark(balances[credit], transactions[i].RecordedAt);
        }

        foreach (var (account, balance) in balances)
        {
            _balances[account] = balance;
        }

        var hash = new ChainHash(SHA256.HashData(Encoding.UTF8.GetBytes($"{head.Commits + 1}")));
        var after = head with
        {
            Sequence = head.Sequence + transfers.Length,
            Postings = head.Postings + transfers.Length,
            Commits = head.Commits + 1,
            RecordedAt = Start + head.Sequence + transfers.Length,
            Hash = hash,
        };
        return new ChangeSet
        {
            Before = head,
            After = after,
            Commit = new CommitRow(after.Commits, head.Sequence + 1, after.Sequence, after.RecordedAt, hash),
            Transactions = transactions,
            Postings = postings,
            Waypoints = waypoints.ToArray(),
            Balances = balances.Values.ToArray(),
        };

        BalanceRow Balance(long account) => balances.TryGetValue(account, out var changed) ? changed : _balances[account];

        void Mark(BalanceRow balance, long recordedAt)
        {
            if (balance.EntryCount % WaypointRow.Interval == 0)
            {
                waypoints.Add(new WaypointRow
                {
                    Account = balance.Account,
                    EntryNumber = balance.EntryCount,
                    Entry = balance.LastEntry,
                    RecordedAt = recordedAt,
                    BusinessDayMin = 738_000,
                    BusinessDayMax = 738_000,
                });
            }
        }
    }

    public static ChangeSet Refusal(LedgerHead head, string key) => new()
    {
        Before = head,
        After = head with { Answers = head.Answers + 1, RecordedAt = head.RecordedAt + 1 },
        Answers = new[]
        {
            new AnswerRow
            {
                Ordinal = head.Answers + 1,
                Key = key,
                Fingerprint = new CommandFingerprint(7, 0),
                Sequence = head.Sequence,
                RecordedAt = head.RecordedAt + 1,
                Refusal = "{}",
            },
        },
    };

    private static BalanceRow Move(BalanceRow balance, Int128 amount, long entry) => balance with
    {
        Available = balance.Available + amount,
        EntryCount = balance.EntryCount + 1,
        LastEntry = entry,
        BusinessDayMin = 738_000,
        BusinessDayMax = 738_000,
    };
}
