using WalletCore.Storage.InMemory;
using Xunit;

namespace WalletCore.Tests.InMemory;

/// <summary>The index that grows piece by piece, over rows that bear a text each.</summary>
public sealed class An_index_by_hash
{
    private readonly List<string> _rows = [];
    private readonly HashIndex _index;

    public An_index_by_hash() => _index = new HashIndex((id, text) => _rows[(int)id - 1] == text);

    [Fact]
    public void Finds_every_text_while_it_grows_and_none_that_is_not_there()
    {
        for (var n = 1; n <= 20_000; n++)
        {
            _rows.Add($"text {n}");
            Assert.Equal(0, _index.Put(_rows[^1], n));
        }

        for (var n = 1; n <= 20_000; n++)
        {
            Assert.Equal(n, _index.Find($"text {n}"));
        }

        Assert.Equal(0, _index.Find("text 0"));
        Assert.Equal(0, _index.Find("text 20001"));
    }

    [Fact]
    public void Answers_the_row_before_where_a_text_comes_again()
    {
        _rows.AddRange(["a", "b", "a"]);

        Assert.Equal([0, 0, 1], new[] { 1, 2, 3 }.Select(id => _index.Put(_rows[id - 1], id)));
        Assert.Equal(3, _index.Find("a"));
    }

    [Fact]
    public void Tells_texts_of_one_hash_apart()
    {
        const uint hash = 0x3FFF_FFFF;
        _rows.AddRange(Enumerable.Range(1, 400).Select(n => $"text {n}"));
        for (var n = 1; n <= _rows.Count; n++)
        {
            Assert.Equal(0, _index.Put(_rows[n - 1], hash, n));
        }

        _index.Approach([hash]);

        Assert.Equal(Enumerable.Range(1, 400).Select(n => (long)n), _rows.Select(text => _index.Find(text, hash)));
        Assert.Equal(0, _index.Find("text 401", hash));
    }

    [Fact]
    public void Finds_texts_of_one_hash_that_are_more_than_a_segment_holds()
    {
        const uint hash = 0x1234_5678;
        _rows.AddRange(Enumerable.Range(1, 1_000).Select(n => $"text {n}"));
        for (var n = 1; n <= _rows.Count; n++)
        {
            Assert.Equal(0, _index.Put(_rows[n - 1], hash, n));
        }

        _rows.AddRange(["text 1", "text 1000"]);

        Assert.Equal([1, 1_000], new[] { 1_001, 1_002 }.Select(id => _index.Put(_rows[id - 1], hash, id)));
        Assert.Equal([1_001, 2, 999, 1_002, 0], new[] { 1, 2, 999, 1_000, 1_001 }.Select(n => _index.Find($"text {n}", hash)));
    }

    [Fact]
    public void Finds_every_text_of_more_than_one_slab()
    {
        const int count = 120_000;
        _rows.AddRange(Enumerable.Range(1, count).Select(n => $"text {n}"));
        for (var n = 1; n <= count; n++)
        {
            _index.Put(_rows[n - 1], n);
        }

        Assert.All(Enumerable.Range(1, count), n => Assert.Equal(n, _index.Find(_rows[n - 1])));
    }
}
