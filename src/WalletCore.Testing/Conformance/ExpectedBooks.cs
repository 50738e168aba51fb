using WalletCore.Storage;

namespace WalletCore.Testing.Conformance;

/// <summary>What a ledger must hold, kept in the plainest way: the obvious model that stores are compared with.</summary>
internal sealed class ExpectedBooks
{
    /// <summary>Where the ledger stands.</summary>
    public LedgerHead Head { get; set; }

    /// <summary>Wallets by ordinal.</summary>
    public SortedDictionary<long, WalletRow> Wallets { get; } = [];

    /// <summary>Accounts by ordinal.</summary>
    public SortedDictionary<long, AccountRow> Accounts { get; } = [];

    /// <summary>Balances by account.</summary>
    public SortedDictionary<long, BalanceRow> Balances { get; } = [];

    /// <summary>Freeze records by ordinal.</summary>
    public SortedDictionary<long, FreezeRow> Freezes { get; } = [];

    /// <summary>Refund rows by original.</summary>
    public SortedDictionary<long, RefundRow> Refunds { get; } = [];

    /// <summary>Transactions in order.</summary>
    public List<TransactionRow> Transactions { get; } = [];

    /// <summary>Postings in order.</summary>
    public List<PostingRow> Postings { get; } = [];

    /// <summary>Rules in order.</summary>
    public List<RuleRow> Rules { get; } = [];

    /// <summary>Kept refusals in order.</summary>
    public List<AnswerRow> Answers { get; } = [];

    /// <summary>Commits in order.</summary>
    public List<CommitRow> Commits { get; } = [];

    /// <summary>Waypoints in order.</summary>
    public List<WaypointRow> Waypoints { get; } = [];

    /// <summary>The entries of each account in order.</summary>
    public Dictionary<long, List<(PostingRow Posting, Side Side)>> Entries { get; } = [];

    /// <summary>A transaction with its postings.</summary>
    public TransactionFacts Transaction(long sequence)
    {
        var header = Transactions[(int)sequence - 1];
        return new TransactionFacts(
            header, header.PostingCount == 0 ? [] : Postings.GetRange((int)header.FirstPosting - 1, header.PostingCount));
    }

    /// <summary>An account with its balance.</summary>
    public AccountFacts Account(long ordinal) => new(Accounts[ordinal], Balances[ordinal]);

    /// <summary>A wallet with its accounts.</summary>
    public WalletFacts Wallet(long ordinal) =>
        new(Wallets[ordinal], [.. Accounts.Values.Where(row => row.Wallet == ordinal).Select(row => Account(row.Ordinal))]);

    /// <summary>The entries of an account with these numbers.</summary>
    public IReadOnlyList<EntryFacts> EntriesOf(long account, long first, int count)
    {
        List<EntryFacts> found = [];
        var entries = Entries.GetValueOrDefault(account, []);
        for (var number = first; number <= entries.Count && number < first + count; number++)
        {
            var (posting, side) = entries[(int)number - 1];
            found.Add(new EntryFacts(number, Transactions[(int)posting.Sequence - 1], posting, side));
        }

        return found;
    }
}
