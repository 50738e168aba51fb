using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The journal's postings.</summary>
internal sealed class PostingsTable(Database database)
{
    private const string Columns =
        "id, sequence, debit_account, credit_account, flags, amount, debit_available, debit_frozen, credit_available, credit_frozen, "
        + "debit_previous, credit_previous";

    /// <summary>More than any transaction has: a header that says more was changed by hand, and must not make us reserve memory for it.</summary>
    private const int CountMax = 1 << 16;

    private readonly RowInsert _insert = new(database, $"INSERT INTO postings ({Columns})", 12);

    private Statement ByRange => field ??= database.Prepare($"SELECT {Columns} FROM postings WHERE id >= ?1 AND id < ?2 ORDER BY id");

    // The postings first, in order: each leads to its transaction. CROSS JOIN keeps SQLite from turning it round.
    private Statement MovesByRange => field ??= database.Prepare(
        """
        SELECT p.id, p.debit_account, p.credit_account, p.debit_available, p.debit_frozen, p.credit_available, p.credit_frozen, t.business_day
        FROM postings p CROSS JOIN transactions t ON t.id = ?3 + p.sequence WHERE p.id > ?1 AND p.id <= ?2 ORDER BY p.id
        """);

    public void Add(LedgerScope scope, ReadOnlySpan<PostingRow> postings) => _insert.Write(scope, postings, Bind, "Writing a posting");

    /// <summary>The posting with that ordinal; the journal must have it.</summary>
    public PostingRow Get(LedgerScope scope, long ordinal)
    {
        var found = Range(scope, ordinal, 1);
        return found.Length == 1 ? found[0] : throw Missing(ordinal);
    }

    /// <summary>So many postings from that ordinal on; the journal must have them.</summary>
    public PostingRow[] Range(LedgerScope scope, long first, int count)
    {
        if (count == 0)
        {
            return [];
        }

        if (count < 0 || count > CountMax)
        {
            throw Missing(first);
        }

        var postings = new PostingRow[count];
        var row = scope.Row(first);
        var rows = ByRange.Bind(1, row).Bind(2, row + count);
        var read = 0;
        while (rows.Read())
        {
            postings[read++] = Read(rows);
        }

        return read == count ? postings : throw Missing(first + read);
    }

    /// <summary>Visits both entries of every posting after one and up to another, in order: what each made of its account.</summary>
    public void VisitMoves(LedgerScope scope, long after, long through, MoveVisitor visit)
    {
        var rows = MovesByRange.Bind(1, scope.Bound(after)).Bind(2, scope.Bound(through)).Bind(3, scope.Base);
        while (rows.Read())
        {
            var entry = LedgerScope.Ordinal(rows.Int64(0)) * 2;
            var businessDay = rows.Int32(7);
            visit(new MovedBalance
            {
                Account = rows.Int64(1),
                Entry = entry + (int)Side.Debit,
                Available = rows.Amount(3),
                Frozen = rows.Amount(4),
                BusinessDay = businessDay,
            });
            visit(new MovedBalance
            {
                Account = rows.Int64(2),
                Entry = entry + (int)Side.Credit,
                Available = rows.Amount(5),
                Frozen = rows.Amount(6),
                BusinessDay = businessDay,
            });
        }
    }

    private static void Bind(Statement row, int before, LedgerScope scope, in PostingRow posting) =>
        row.Bind(before + 1, scope.NewRow(posting.Ordinal)).Bind(before + 2, posting.Sequence).Bind(before + 3, posting.DebitAccount)
            .Bind(before + 4, posting.CreditAccount).Bind(before + 5, PostingFlags.Pack(posting)).BindAmount(before + 6, posting.Amount)
            .BindAmount(before + 7, posting.DebitAvailable).BindAmount(before + 8, posting.DebitFrozen)
            .BindAmount(before + 9, posting.CreditAvailable).BindAmount(before + 10, posting.CreditFrozen)
            .Bind(before + 11, posting.DebitPrevious).Bind(before + 12, posting.CreditPrevious);

    private static WalletStoreException Missing(long ordinal) => new($"The journal lacks posting {ordinal}: the file is damaged.", false) { IsInconsistent = true };

    private static PostingRow Read(Statement row)
    {
        var flags = PostingFlags.Checked(row.Int64(4));
        return new PostingRow
        {
            Ordinal = LedgerScope.Ordinal(row.Int64(0)),
            Sequence = row.Int64(1),
            DebitAccount = row.Int64(2),
            CreditAccount = row.Int64(3),
            DebitPocket = PostingFlags.DebitPocket(flags),
            CreditPocket = PostingFlags.CreditPocket(flags),
            OnTop = PostingFlags.OnTop(flags),
            Role = PostingFlags.Role(flags),
            Amount = row.Amount(5),
            DebitAvailable = row.Amount(6),
            DebitFrozen = row.Amount(7),
            CreditAvailable = row.Amount(8),
            CreditFrozen = row.Amount(9),
            DebitPrevious = row.Int64(10),
            CreditPrevious = row.Int64(11),
        };
    }
}
