using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using WalletCore.Storage;
using WalletCore.Storage.InMemory;
using WalletCore.Tests.Support;
using Property = WalletCore.Tests.Support.Property;

namespace WalletCore.Tests.InMemory;

/// <summary>A balance as the store in memory keeps it.</summary>
public sealed class A_packed_balance
{
    private static readonly Gen<long> Counts = Gen.Elements(0L, 1, int.MaxValue, uint.MaxValue);

    private static readonly Gen<int> Days = Gen.Elements(0, 1, DateOnly.MaxValue.DayNumber, int.MaxValue);

    private static readonly Gen<BalanceRow> Rows =
        from account in Gen.Choose(1, 4)
        from amounts in AnyAmount.Cases.Two()
        from counts in Counts.Two()
        from days in Days.Two()
        select new BalanceRow
        {
            Account = account,
            Available = amounts.Item1,
            Frozen = amounts.Item2,
            EntryCount = counts.Item1,
            LastEntry = counts.Item2,
            BusinessDayMin = days.Item1,
            BusinessDayMax = days.Item2,
        };

    [Fact]
    public void Takes_32_bytes() => Assert.Equal(32, Unsafe.SizeOf<PackedBalance>());

    [Fact]
    public void Comes_back_as_it_was_and_stays_in_a_snapshot() => Property.Holds(Rows.Two().ArrayOf(), changes =>
    {
        var clock = new SnapshotClock();
        var table = new BalanceTable(clock);
        foreach (var (before, after) in changes)
        {
            Assert.True(PackedBalance.Fits(before) && PackedBalance.Fits(after));
            table.Put([before]);
            var snapshot = table.Freeze();
            clock.Open();
            table.Put([after with { Account = before.Account }]);

            Assert.Equal(before, snapshot[before.Account]);
            Assert.Equal(after with { Account = before.Account }, table.Live[before.Account]);
            clock.Close();
        }
    });

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task Is_asked_for_before_anything_is_written(int day, bool isWritten)
    {
        await using var store = new InMemoryWalletStore();
        var ledger = await store.RegisterLedgerAsync(new LedgerRow(new LedgerId(7), "ledger", 1), CancellationToken.None);
        await using var session = await store.BeginWriteAsync(ledger.Id, CancellationToken.None);
        var changes = new ChangeSet
        {
            Before = session.Head,
            After = session.Head with { Accounts = 1 },
            Accounts = new[] { Tests.Rules.Rows.System(1, "cash") },
            Balances = new[] { Tests.Rules.Rows.Balance(1) with { BusinessDayMax = day } },
        };

        var refused = await Record.ExceptionAsync(async () => await session.CommitAsync(changes, CancellationToken.None));

        Assert.Equal(isWritten, refused is null);
        Assert.True(isWritten || refused is WalletStoreException { IsTransient: false });
    }

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(1L << 32, 0, 0, 0)]
    [InlineData(0, -1, 0, 0)]
    [InlineData(0, 1L << 32, 0, 0)]
    [InlineData(0, 0, -1, 0)]
    [InlineData(0, 0, 0, -1)]
    public void Is_not_made_of_a_row_that_counts_what_there_cannot_be(long entries, long last, int first, int latest) =>
        Assert.False(PackedBalance.Fits(new BalanceRow
        {
            Account = 1,
            Available = 0,
            Frozen = 0,
            EntryCount = entries,
            LastEntry = last,
            BusinessDayMin = first,
            BusinessDayMax = latest,
        }));
}
