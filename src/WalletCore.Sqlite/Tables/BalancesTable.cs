using System.Buffers;
using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>
/// What every account holds, as of its row's last entry; later ones are in the journal only, until the row is written again. Read together with the
/// accounts (<see cref="AccountsTable"/>), written alone.
/// </summary>
internal sealed class BalancesTable(Database database)
{
    /// <summary>Room for a row's place beside its account: no commit has that many balances.</summary>
    private const int PlaceBits = 63 - LedgerScope.OrdinalBits;

    // Replacing a row of a table without indexes overwrites it in place.
    private readonly RowInsert _replace = new(
        database,
        "INSERT OR REPLACE INTO balances (id, available, frozen, entry_count, last_entry, business_day_min, business_day_span)",
        7);

    private Statement ById => field ??= database.Prepare(
        "SELECT available, frozen, entry_count, last_entry, business_day_min, business_day_span FROM balances WHERE id = ?1");

    /// <summary>The row of that account; one without entries where there is none.</summary>
    public BalanceRow Find(LedgerScope scope, long account)
    {
        var row = ById.Bind(1, scope.Row(account));
        var found = row.Read() ? Read(row, account, 0) : new BalanceRow { Account = account, Available = 0, Frozen = 0, EntryCount = 0, LastEntry = 0 };
        row.Reset();
        return found;
    }

    /// <summary>Reads the columns in their order, from the first on.</summary>
    public static BalanceRow Read(Statement row, long account, int first) => new()
    {
        Account = account,
        Available = row.Amount(first),
        Frozen = row.Amount(first + 1),
        EntryCount = row.Int64(first + 2),
        LastEntry = row.Int64(first + 3),
        BusinessDayMin = row.Int32(first + 4),
        BusinessDayMax = (int)(row.Int64(first + 4) + row.Int64(first + 5)),
    };

    /// <summary>Writes them in the order of their accounts: a statement of several rows that jumps back and forth is slower than one a row.</summary>
    public void Put(LedgerScope scope, ReadOnlySpan<BalanceRow> balances)
    {
        if (balances.Length is <= 1 or >= 1 << PlaceBits)
        {
            foreach (ref readonly var balance in balances)
            {
                _replace.Write(scope, new ReadOnlySpan<BalanceRow>(in balance), Bind, "Writing a balance");
            }

            return;
        }

        var sorted = ArrayPool<BalanceRow>.Shared.Rent(balances.Length);
        try
        {
            Sort(balances, sorted);
            _replace.Write(scope, sorted.AsSpan(0, balances.Length), Bind, "Writing a balance");
        }
        finally
        {
            ArrayPool<BalanceRow>.Shared.Return(sorted);
        }
    }

    // Numbers that hold an account and its row's place are sorted in place of the rows, which are ten times as large.
    private static void Sort(ReadOnlySpan<BalanceRow> balances, Span<BalanceRow> sorted)
    {
        var rented = ArrayPool<long>.Shared.Rent(balances.Length);
        var order = rented.AsSpan(0, balances.Length);
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = (balances[i].Account << PlaceBits) | (long)i;
        }

        order.Sort();
        for (var i = 0; i < order.Length; i++)
        {
            sorted[i] = balances[(int)(order[i] & ((1L << PlaceBits) - 1))];
        }

        ArrayPool<long>.Shared.Return(rented);
    }

    private static void Bind(Statement row, int before, LedgerScope scope, in BalanceRow balance) =>
        row.Bind(before + 1, scope.NewRow(balance.Account)).BindAmount(before + 2, balance.Available).BindAmount(before + 3, balance.Frozen)
            .Bind(before + 4, balance.EntryCount).Bind(before + 5, balance.LastEntry).Bind(before + 6, balance.BusinessDayMin)
            .Bind(before + 7, (long)balance.BusinessDayMax - balance.BusinessDayMin);
}
