using WalletCore.Storage;

namespace WalletCore.Testing.Conformance;

/// <summary>Where a ledger stood, and what its balances were then: for whoever is told what moved since.</summary>
internal sealed class BalancesBefore(ExpectedBooks books)
{
    private readonly Dictionary<long, BalanceRow> _balances = new(books.Balances);

    public LedgerHead Head { get; } = books.Head;

    /// <summary>What moved since makes today's balances of those from before, entry by entry, and names these accounts and no others.</summary>
    public void Check(IReadOnlyList<MovedBalance> moved, params long[] accounts)
    {
        Conformance.Check.Same(moved.OrderBy(move => move.Entry), moved, "What moved, in order");
        var after = new SortedDictionary<long, BalanceRow>();
        foreach (var move in moved)
        {
            var balance = after.TryGetValue(move.Account, out var known) ? known : _balances[move.Account];
            after[move.Account] = balance.After(move);
        }

        Conformance.Check.Same(accounts.Select(account => books.Balances[account]), after.Values, "The balances after what moved");
    }

    /// <summary>What changed since are today's balances of these accounts and of no others.</summary>
    public void Check(IReadOnlyList<BalanceRow> changed, params long[] accounts)
    {
        var after = new SortedDictionary<long, BalanceRow>();
        foreach (var row in changed)
        {
            after[row.Account] = row;
        }

        Conformance.Check.Same(accounts.Select(account => books.Balances[account]), after.Values, "The balances that changed");
    }
}
