using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>What accounts are, read together with what they hold.</summary>
internal sealed class AccountsTable(Database database)
{
    private const string Facts =
        """
        SELECT a.id, a.wallet, a.code, a.class, a.currency, a.minor_units, a.number, a.credit_limit, a.max_balance, a.closed, a.opened_at,
          b.available, b.frozen, b.entry_count, b.last_entry, b.business_day_min, b.business_day_span
        FROM accounts a LEFT JOIN balances b ON b.id = a.id
        """;

    private Statement Upsert => field ??= database.Prepare(
        """
        INSERT INTO accounts (id, wallet, code, class, currency, minor_units, number, credit_limit, max_balance, closed, opened_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (id) DO UPDATE SET wallet = excluded.wallet, code = excluded.code, class = excluded.class, currency = excluded.currency,
          minor_units = excluded.minor_units, number = excluded.number, credit_limit = excluded.credit_limit,
          max_balance = excluded.max_balance, closed = excluded.closed, opened_at = excluded.opened_at
        """);

    private Statement Unnumber => field ??= database.Prepare("UPDATE accounts SET number = NULL WHERE id = ?1 AND number IS NOT ?2");

    private Statement ById => field ??= database.Prepare($"{Facts} WHERE a.id = ?1");

    private Statement PageById => field ??= database.Prepare($"{Facts} WHERE a.id > ?1 AND a.id <= ?2 ORDER BY a.id LIMIT ?3");

    private Statement ByWallet => field ??= database.Prepare($"{Facts} WHERE a.wallet = ?1 AND a.id > ?2 AND a.id <= ?3 ORDER BY a.id");

    private Statement WalletById => field ??= database.Prepare("SELECT wallet FROM accounts WHERE id = ?1");

    private Statement WalletByNumber => field ??= database.Prepare("SELECT wallet FROM accounts WHERE id >> 40 = ?1 AND number = ?2");

    public void Put(LedgerScope scope, AccountRow account) =>
        Upsert.Bind(1, scope.NewRow(account.Ordinal)).Bind(2, account.Wallet).BindText(3, account.Code).Bind(4, (int)account.Class)
            .BindText(5, account.Currency).Bind(6, account.MinorUnits).BindText(7, account.Number).BindAmount(8, account.CreditLimit)
            .BindAmount(9, account.MaxBalance).Bind(10, account.Closed).Bind(11, account.OpenedAt).Run("Writing an account");

    /// <summary>Gives up the number that an account had, unless it keeps it, so that another account of the same commit may take it.</summary>
    public void GiveUpNumber(LedgerScope scope, AccountRow account) =>
        Unnumber.Bind(1, scope.Row(account.Ordinal)).BindText(2, account.Number).Run("Renumbering an account");

    public AccountFacts? Find(LedgerScope scope, long account) =>
        ReadAll(ById.Bind(1, scope.Row(account))) is [var found] ? found : null;

    public List<AccountFacts> Page(LedgerScope scope, long after, int limit) =>
        ReadAll(PageById.Bind(1, scope.Bound(after)).Bind(2, scope.Last).Bind(3, limit));

    /// <summary>The accounts of a wallet, or the system accounts (wallet zero).</summary>
    public List<AccountFacts> OfWallet(LedgerScope scope, long wallet) =>
        ReadAll(ByWallet.Bind(1, wallet).Bind(2, scope.Base).Bind(3, scope.Last));

    /// <summary>The wallet of that account; zero for a system account, or when there is no such account.</summary>
    public long WalletOf(LedgerScope scope, long account) => ReadWallet(WalletById.Bind(1, scope.Row(account)));

    /// <summary>The wallet with an account of that number; zero when there is none.</summary>
    public long WalletOfNumber(LedgerScope scope, string number) => ReadWallet(WalletByNumber.Bind(1, scope.Number).BindText(2, number));

    private static long ReadWallet(Statement row)
    {
        var wallet = row.Read() ? row.Int64(0) : 0;
        row.Reset();
        return wallet;
    }

    private static List<AccountFacts> ReadAll(Statement rows)
    {
        var accounts = new List<AccountFacts>();
        while (rows.Read())
        {
            accounts.Add(new AccountFacts(ReadAccount(rows), BalancesTable.Read(rows, LedgerScope.Ordinal(rows.Int64(0)), 11)));
        }

        return accounts;
    }

    private static AccountRow ReadAccount(Statement row) => new()
    {
        Ordinal = LedgerScope.Ordinal(row.Int64(0)),
        Wallet = row.Int64(1),
        Code = row.TextOrNull(2),
        Class = (AccountClass)row.Int32(3),
        Currency = row.Text(4),
        MinorUnits = row.Int32(5),
        Number = row.TextOrNull(6),
        CreditLimit = row.Amount(7),
        MaxBalance = row.AmountOrNull(8),
        Closed = row.Int32(9) != 0,
        OpenedAt = row.Int64(10),
    };
}
