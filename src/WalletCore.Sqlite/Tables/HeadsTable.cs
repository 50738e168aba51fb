using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>
/// Where each ledger stands: what its row says, or the last commit that came after it. A commit that only posts transactions leaves the row as it is.
/// </summary>
internal sealed class HeadsTable(Database database)
{
    private Statement ByNumber => field ??= database.Prepare(
        """
        SELECT sequence, postings, commits, wallets, accounts, rules, answers, recorded_at, hash, keys_indexed_through, answers_indexed_through,
          balances_through
        FROM ledgers WHERE number = ?1
        """);

    private Statement LastCommitAfter => field ??= database.Prepare(
        """
        SELECT c.id, c.first_sequence, c.last_sequence, c.recorded_at, c.hash, t.first_posting + t.posting_count - 1
        FROM commits c LEFT JOIN transactions t ON t.id = ?3 + c.last_sequence WHERE c.id > ?1 AND c.id <= ?2 ORDER BY c.id DESC LIMIT 1
        """);

    private Statement Update => field ??= database.Prepare(
        """
        UPDATE ledgers SET sequence = ?2, postings = ?3, commits = ?4, wallets = ?5, accounts = ?6, rules = ?7, answers = ?8,
          recorded_at = ?9, hash = ?10, keys_indexed_through = ?11, answers_indexed_through = ?12,
          balances_through = ?13
        WHERE number = ?1
        """);

    /// <summary>Where the ledger stands in this connection's transaction.</summary>
    public LedgerHead Find(LedgerScope scope, out WrittenMarks written) => Find(scope, out written, out _);

    /// <summary>Where the ledger stands, and whether its row does not say so yet.</summary>
    public LedgerHead Find(LedgerScope scope, out WrittenMarks written, out bool isLate)
    {
        var stored = Stored(scope, out written);
        var head = Advance(scope, stored);
        isLate = head.Commits != stored.Commits;
        return head;
    }

    /// <summary>Writes where the ledger stands to its row.</summary>
    public void Put(LedgerScope scope, in LedgerHead head, WrittenMarks written)
    {
        var update = Update;
        update.Bind(1, scope.Number).Bind(2, head.Sequence).Bind(3, head.Postings).Bind(4, head.Commits).Bind(5, head.Wallets)
            .Bind(6, head.Accounts).Bind(7, head.Rules).Bind(8, head.Answers).Bind(9, head.RecordedAt)
            .Bind(11, written.Keys.Sequence).Bind(12, written.Keys.Answers).Bind(13, written.Balances);
        HashBytes.Bind(update, 10, head.Hash);
        update.Run("Moving the ledger's head");
    }

    /// <summary>Where a commit leads that only posts transactions, up to that posting.</summary>
    public static LedgerHead After(in LedgerHead before, in CommitRow commit, long lastPosting) => before with
    {
        Sequence = commit.LastSequence,
        Postings = lastPosting,
        Commits = commit.Number,
        RecordedAt = commit.RecordedAt,
        Hash = commit.Hash,
    };

    private LedgerHead Stored(LedgerScope scope, out WrittenMarks written)
    {
        var row = ByNumber.Bind(1, scope.Number);
        if (!row.Read())
        {
            throw new WalletStoreException("The ledger's row is gone from the file.", false);
        }

        var head = new LedgerHead(
            row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int32(5), row.Int64(6), row.Int64(7), HashBytes.Read(row, 8));

        // The row that bears a mark bears a head that is as far; a mark beyond it was changed by hand, and would move along with the commits to come.
        written = new WrittenMarks(new KeyMark(row.Int64(9), row.Int64(10)), Math.Min(row.Int64(11), head.Postings));
        row.Reset();
        return head;
    }

    private LedgerHead Advance(LedgerScope scope, in LedgerHead stored)
    {
        if (stored.Commits == 0)
        {
            // The first commit writes the row, so commits without it are those of a row that was lost, and not this ledger's.
            return stored;
        }

        var row = LastCommitAfter.Bind(1, scope.Bound(stored.Commits)).Bind(2, scope.Last).Bind(3, scope.Base);
        if (!row.Read())
        {
            return stored;
        }

        var commit = new CommitRow(LedgerScope.Ordinal(row.Int64(0)), row.Int64(1), row.Int64(2), row.Int64(3), HashBytes.Read(row, 4));

        // Where the last transaction is missing nothing may be written, which the ordinals of postings that are there already see to.
        var head = After(stored, commit, row.Int64OrNull(5) ?? stored.Postings);
        row.Reset();
        return head;
    }
}
