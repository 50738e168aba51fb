using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>What every account holds. Read together with the accounts (<see cref="AccountsTable"/>), written alone.</summary>
internal sealed class BalancesTable(Database database)
{
    // Replacing a row of a table without indexes overwrites it in place.
    private Statement Upsert => field ??= database.Prepare(
        """
        INSERT OR REPLACE INTO balances (id, available, frozen, entry_count, last_entry, business_day_min, business_day_span)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """);

    public void Put(LedgerScope scope, in BalanceRow balance) =>
        Upsert.Bind(1, scope.NewRow(balance.Account)).BindAmount(2, balance.Available).BindAmount(3, balance.Frozen)
            .Bind(4, balance.EntryCount).Bind(5, balance.LastEntry).Bind(6, balance.BusinessDayMin)
            .Bind(7, (long)balance.BusinessDayMax - balance.BusinessDayMin).Run("Writing a balance");
}
