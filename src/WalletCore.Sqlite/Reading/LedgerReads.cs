using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Reading;

/// <summary>Questions about one ledger, answered on one connection inside its open transaction.</summary>
internal sealed partial class LedgerReads(TableSet tables, LedgerScope scope, KeyFinder keys, BalanceView balances)
{
    /// <summary>Brings the shared memory of keys up to this view. Null where the view holds uncommitted rows, which it must not learn.</summary>
    public Action? CatchUp { get; init; }

    /// <summary>Looks where the ledger stands by now, for a view in which it moves.</summary>
    public void Refresh()
    {
        var head = tables.Heads.Find(scope, out var written);
        balances.MoveTo(head, written.Balances);
    }

    public LedgerHead Head() => tables.Heads.Find(scope, out _);

    public WalletFacts? Wallet(long wallet) =>
        tables.Wallets.Find(scope, wallet) is { } row ? new WalletFacts(row, AccountsOf(wallet)) : null;

    public WalletFacts? WalletOfOwner(OwnerKey owner) => WalletOrNone(tables.Wallets.FindOwner(scope, owner));

    public WalletFacts? WalletOfAccountNumber(string number) => WalletOrNone(tables.Accounts.WalletOfNumber(scope, number));

    public IReadOnlyList<WalletFacts> Wallets(WalletFilter filter, long after, int limit) =>
        tables.Wallets.List(scope, filter, after, limit)
            .ConvertAll(row => new WalletFacts(row, AccountsOf(row.Ordinal)));

    public AccountFacts? Account(long account) => tables.Accounts.Find(scope, account) is { } stored ? balances.Current(stored) : null;

    public IReadOnlyList<AccountFacts> Accounts(long after, int limit) => balances.Current(tables.Accounts.Page(scope, after, limit));

    public IReadOnlyList<AccountFacts> SystemAccounts() => AccountsOf(0);

    public RefundRow? Refund(long original) => tables.Refunds.Find(scope, original);

    public IReadOnlyList<RefundRow> RefundRows(long after, int limit) => tables.Refunds.Page(scope, after, limit);

    public List<FreezeRow> DueFreezes(long account, long expiresAtMax) => tables.Freezes.FindDue(scope, account, expiresAtMax);

    public FreezeRow? Freeze(long freeze) => tables.Freezes.Find(scope, freeze);

    public IReadOnlyList<FreezeRow> Freezes(FreezeFilter filter, long after, int limit) =>
        tables.Freezes.List(scope, filter, after, limit);

    public IReadOnlyList<CommitRow> Commits(long after, int limit) => tables.Commits.Page(scope, after, limit);

    public IReadOnlyList<AnswerRow> Answers(long after, int limit) => tables.Answers.Page(scope, after, limit);

    public IReadOnlyList<UsageRow> Usages(UsageKey? after, int limit) => tables.Usages.Page(scope, after, limit);

    public IReadOnlyList<RuleRow> Rules() => tables.Rules.List(scope);

    public WaypointRow? Waypoint(long account, long recordedAtMax) => tables.Waypoints.LastRecordedBy(scope, account, recordedAtMax);

    public IReadOnlyList<WaypointRow> Waypoints(long account, long after, int limit) =>
        tables.Waypoints.Page(scope, account, after, limit);

    private List<AccountFacts> AccountsOf(long wallet) => balances.Current(tables.Accounts.OfWallet(scope, wallet));

    private WalletFacts? WalletOrNone(long wallet) => wallet == 0 ? null : Wallet(wallet);
}
