using WalletCore.Sqlite.Keys;

namespace WalletCore.Sqlite.Tests.Keys;

/// <summary>How much a commit merges.</summary>
public sealed class MergePaceTests
{
    private const int Long = 1 << 14;
    private const int KeysPerSlice = 64 * KeyRunWriter.KeysPerSegment;

    private readonly MergePace _pace = new();

    [Fact]
    public void Lone_commits_wait_until_a_slice_is_worth_it()
    {
        for (var i = 1; i < KeysPerSlice / 2; i++)
        {
            Assert.Equal(0, _pace.Segments(1, Long));
        }

        Assert.Equal(64, _pace.Segments(1, Long));
        Assert.Equal(0, _pace.Segments(1, Long));
    }

    [Fact]
    public void A_large_commit_does_its_share_at_once()
    {
        _pace.Continue(6);

        Assert.Equal(6 * 4_096 / KeyRunWriter.KeysPerSegment, _pace.Segments(4_096, Long));
    }

    [Fact]
    public void Where_runs_are_short_so_are_the_slices()
    {
        Assert.Equal(0, _pace.Segments(1, runLength: 3));
        Assert.Equal(1, _pace.Segments(1, runLength: 3));
        Assert.Equal(2, _pace.Segments(1, runLength: 1));
        Assert.Equal(0, _pace.Segments(31, runLength: 64));
        Assert.Equal(2, _pace.Segments(1, runLength: 64));
    }

    [Fact]
    public void Where_nothing_is_left_no_commit_does_anything_until_there_is_another_run()
    {
        _pace.Continue(0);
        Assert.Equal(0, _pace.Segments(1_000_000, Long));

        _pace.Start();
        Assert.Equal(64, _pace.Segments(KeysPerSlice / 2, Long));
    }

    [Fact]
    public void Another_run_does_not_slow_a_merge_down()
    {
        _pace.Continue(6);
        _pace.Start();

        Assert.Equal(64, _pace.Segments((KeysPerSlice / 6) + 1, Long));
    }
}
