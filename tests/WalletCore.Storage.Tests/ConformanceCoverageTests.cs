using WalletCore.Testing;

namespace WalletCore.Storage.Tests;

/// <summary>No store and no case is left out in silence.</summary>
public class ConformanceCoverageTests
{
    private static readonly string[] Optimistic =
    [
        "optimistic_commit_stands", "optimistic_disposed_leaves_no_trace", "optimistic_elsewhere_writes_nothing", "optimistic_expects_keys_only",
        "optimistic_known_key_writes_nothing", "optimistic_load_finds_out", "optimistic_load_makes_it_ordinary", "optimistic_racers_have_one_winner",
    ];

    private static readonly string[] Shifts =
    [
        "shift_can_be_given_up", "shift_goes_to_who_waits", "shift_has_one_holder", "shift_is_of_one_ledger", "shift_keeps_nobody_from_writing",
        "shift_may_expect_its_end", "shift_says_only_what_is_all", "shift_says_what_changed", "shift_says_what_shifts_changed",
    ];

    private static readonly Dictionary<string, string[]> NotApplicable = new()
    {
        ["memory"] =
        [
            "crash_again_and_again", "crash_forgets_what_was_not_committed", "crash_keeps_what_was_acknowledged",
            .. Optimistic,
            "reopened_again_and_again", "reopened_has_everything", "schema_newer_is_refused",
            "shared_commits_are_seen", "shared_registration_agrees", "shared_snapshot_is_stable", "shared_writer_is_exclusive",
            "shared_writers_lose_nothing", .. Shifts, "storage.killed",
        ],
        ["sqlite"] = [.. Optimistic, "session_ledgers_do_not_wait", .. Shifts],

        // The server that all cases share is not crashed under them; WalletCore.PostgreSql.Faults.Tests kills servers of its own.
        ["postgresql"] =
            ["crash_again_and_again", "crash_forgets_what_was_not_committed", "crash_keeps_what_was_acknowledged", "storage.killed"],
    };

    [Fact]
    public void Every_store_runs_every_case()
    {
        var ran = StoreConformanceTests.StoresAndCases().Select(row => ((string)row[0], (string)row[1])).ToHashSet();
        foreach (var store in StoreUnderTests.All.Keys)
        {
            Assert.Equal(StoreConformance.Cases.Select(row => row.Name), StoreConformance.Cases.Select(row => row.Name).Where(name => ran.Contains((store, name))));
        }
    }

    [Fact]
    public async Task Every_store_skips_exactly_the_cases_it_says()
    {
        foreach (var (name, create) in StoreUnderTests.All)
        {
            await using var underTest = create();
            var skipped = StoreConformance.Cases.Where(row => !row.AppliesTo(underTest.Capabilities)).Select(row => row.Name).Order(StringComparer.Ordinal);
            Assert.Equal(NotApplicable.GetValueOrDefault(name, []), skipped);
        }
    }

    [Fact]
    public async Task Every_store_under_test_is_registered()
    {
        var registered = new HashSet<Type>();
        foreach (var create in StoreUnderTests.All.Values)
        {
            await using var underTest = create();
            registered.Add(underTest.GetType());
        }

        var written = typeof(StoreUnderTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StoreUnderTest)) && !type.IsAbstract);
        Assert.Equal(written.Where(type => FreshSchema.CanBe || type != typeof(PostgreSqlStoreUnderTest)).ToHashSet(), registered);
    }

    [Fact]
    public void Every_behaviour_has_a_case_and_every_case_of_a_behaviour_its_row()
    {
        var rows = BehaviourRows.All.Select(row => row.Name).ToArray();
        Assert.Equal(rows.Distinct(), rows);
        Assert.Equal(rows.Order(StringComparer.Ordinal), StoreConformance.BehaviourCases.Select(row => row.Row).Distinct().Order(StringComparer.Ordinal));
        Assert.All(StoreConformance.PortCases, row => Assert.Null(row.Row));
    }

    [Fact]
    public void Case_names_are_unique() =>
        Assert.Equal(StoreConformance.Cases.Count, StoreConformance.Cases.Select(row => row.Name).Distinct().Count());
}
