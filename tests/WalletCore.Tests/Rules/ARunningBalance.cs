using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>The history of an account is a chain of entries with a waypoint on every so many, which spans the business days since the last.</summary>
public class A_running_balance
{
    [Fact]
    public void Spans_the_business_days_since_the_last_waypoint_and_no_others()
    {
        var balance = new RunningBalance(Rows.Balance(1));
        for (var i = 1; i <= WaypointRow.Interval; i++)
        {
            balance.Link(i, i == 3 ? 900 : i == 5 ? 20 : 100);
        }

        var first = balance.ToWaypoint(1, Rows.Now);
        balance.Link(1_000, 50);
        balance.Link(1_001, 60);

        Assert.Equal((20, 900, (long)WaypointRow.Interval, (long)WaypointRow.Interval), (first.BusinessDayMin, first.BusinessDayMax, first.EntryNumber, first.Entry));
        Assert.Equal((50, 60), (balance.BusinessDayMin, balance.BusinessDayMax));
    }

    [Fact]
    public void Is_at_a_waypoint_on_the_last_entry_of_the_interval_only()
    {
        var balance = new RunningBalance(Rows.Balance(1));
        var at = new List<long>();
        for (var i = 1; i <= 2 * WaypointRow.Interval; i++)
        {
            balance.Link(i, 100);
            if (balance.IsAtWaypoint)
            {
                at.Add(balance.EntryCount);
            }
        }

        Assert.Equal([WaypointRow.Interval, 2L * WaypointRow.Interval], at);
    }

    [Fact]
    public void Gives_the_entry_before_each()
    {
        var balance = new RunningBalance(Rows.Balance(1));

        Assert.Equal([0, 7, 9], [balance.Link(7, 1), balance.Link(9, 1), balance.Link(11, 1)]);
        Assert.Equal((3, 11), (balance.EntryCount, balance.LastEntry));
    }
}
