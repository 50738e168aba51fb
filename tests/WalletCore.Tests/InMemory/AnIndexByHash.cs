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
}
