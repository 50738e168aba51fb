using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>How much of a transaction was given back, by the original's sequence.</summary>
internal sealed class RefundsTable(Database database)
{
    private Statement Upsert => field ??= database.Prepare(
        "INSERT OR REPLACE INTO refunds (id, refunded, count, cancelled, by_posting) VALUES (?1, ?2, ?3, ?4, ?5)");

    private Statement ById => field ??= database.Prepare("SELECT id, refunded, count, cancelled, by_posting FROM refunds WHERE id = ?1");

    private Statement PageById => field ??= database.Prepare(
        "SELECT id, refunded, count, cancelled, by_posting FROM refunds WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3");

    public void Put(LedgerScope scope, RefundRow refund) =>
        Upsert.Bind(1, scope.NewRow(refund.Original)).BindAmount(2, refund.Refunded).Bind(3, refund.Count).Bind(4, refund.Cancelled)
            .BindText(5, AmountList.Write(refund.ByPosting))
            .Run("Writing a refund row");

    public RefundRow? Find(LedgerScope scope, long original) => ReadAll(ById.Bind(1, scope.Row(original))) is [var found] ? found : null;

    public List<RefundRow> Page(LedgerScope scope, long after, int limit) =>
        ReadAll(PageById.Bind(1, scope.Bound(after)).Bind(2, scope.Last).Bind(3, limit));

    private static List<RefundRow> ReadAll(Statement row)
    {
        var refunds = new List<RefundRow>();
        while (row.Read())
        {
            refunds.Add(new RefundRow
            {
                Original = LedgerScope.Ordinal(row.Int64(0)),
                Refunded = row.Amount(1),
                Count = row.Int32(2),
                Cancelled = row.Int32(3) != 0,
                ByPosting = AmountList.Read(row.Text(4)),
            });
        }

        return refunds;
    }
}
