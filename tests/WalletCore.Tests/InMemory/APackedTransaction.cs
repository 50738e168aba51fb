using System.Runtime.CompilerServices;
using WalletCore.Storage;
using WalletCore.Storage.InMemory;
using Xunit;

namespace WalletCore.Tests.InMemory;

/// <summary>A transaction's header as the store in memory keeps it.</summary>
public sealed class A_packed_transaction
{
    private static readonly TransactionRow Plain = new()
    {
        Sequence = 7,
        RecordedAt = 1_800_000_000_000_000,
        Rule = 3,
        FirstPosting = 12,
        PostingCount = 1,
        AmountMinor = 500,
        Currency = "EUR",
        BusinessDay = 740_000,
        Key = "k-7",
        Fingerprint = new CommandFingerprint(ulong.MaxValue, ulong.MaxValue),
    };

    private readonly CurrencyTable _currencies = new();

    [Fact]
    public void Takes_64_bytes() => Assert.Equal(64, Unsafe.SizeOf<PackedTransaction>());

    [Fact]
    public void Has_no_extras_where_its_numbers_fit()
    {
        foreach (var row in new[]
        {
            Plain,
            Plain with { AmountMinor = long.MaxValue, Rule = ushort.MaxValue, PostingCount = ushort.MaxValue },
            Plain with { AmountMinor = long.MinValue },
        })
        {
            Assert.Null(Pack(row).Extras);
            ComesBack(row);
        }
    }

    [Fact]
    public void Keeps_in_its_extras_what_does_not_fit()
    {
        foreach (var row in new[]
        {
            Plain with { AmountMinor = (Int128)long.MaxValue + 1 },
            Plain with { AmountMinor = Int128.MinValue },
            Plain with { Fingerprint = new CommandFingerprint(1, UInt128.One << 64) },
            Plain with { PostingCount = ushort.MaxValue + 1 },
            Plain with { Rule = ushort.MaxValue + 1 },
        })
        {
            Assert.NotNull(Pack(row).Extras);
            ComesBack(row);
        }
    }

    [Fact]
    public void Comes_back_with_all_that_few_have()
    {
        ComesBack(Plain with { Reference = "order 5" });
        ComesBack(Plain with { Original = 2, Reference = "order 5" });
        ComesBack(Plain with { Freeze = 4 });
        ComesBack(Plain with { Wallet = 5, PostingCount = 0, FirstPosting = 0, AmountMinor = 0, Currency = null, Changes = "{}" });
        ComesBack(Plain with { Notes = new TransactionNotes { Description = "d" }, Rule = 70_000, Fingerprint = new CommandFingerprint(1, UInt128.MaxValue) });
    }

    private PackedTransaction Pack(TransactionRow row)
    {
        PackedTransaction.Pack(row, _currencies, out var packed);
        return packed;
    }

    private void ComesBack(TransactionRow row)
    {
        var packed = Pack(row);
        Assert.Equal(row, packed.Unpack(row.Sequence, _currencies));
        Assert.Equal(row.PostingCount, packed.PostingCount);
    }
}
