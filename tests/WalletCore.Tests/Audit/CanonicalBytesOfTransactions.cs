using WalletCore.Storage;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Audit;

/// <summary>The bytes under a link of the hash chain, in every version that there has been.</summary>
public sealed class CanonicalBytesOfTransactions
{
    private static readonly ChainHash Before = new([.. Enumerable.Range(0, ChainHash.Length).Select(n => (byte)n)]);

    // Worked out from docs/reference/journal.md by a program in another language.
    [Theory]
    [InlineData(1, "c23ff561270ea4def67f51bcca6fc87055e164a11d832cc1e3840f61ad530f0c")]
    [InlineData(2, "ede0a19668d57980c8adeaa24a7297bf4e8aca1b5a28b5a4268e967121633649")]
    public void Make_the_same_link_for_ever(byte version, string link)
    {
        var chain = new HashChain(JournalBytes.All.Single(bytes => bytes.Version == version));

        chain.Begin(Before, 5);
        chain.Add(new RuleRow(1, "transfer", 1, "x"));
        chain.Add(Transactions.Plain.Header, [.. Transactions.Plain.Postings]);
        chain.Add(new RuleRow(2, "sale", 1, "y"));
        chain.Add(Transactions.Full.Header, [.. Transactions.Full.Postings]);

        Assert.Equal(link, chain.End().ToString());
    }

    [Fact]
    public void Are_half_as_many_for_a_plain_transfer_as_in_the_first_version() =>
        Assert.Equal([115, 237], JournalBytes.All.Select(bytes => Written(bytes, Transactions.Plain).Length));

    [Fact]
    public void Are_those_of_one_transaction_only() => Property.Holds(Transactions.Any, transaction =>
    {
        var reader = new CanonicalReader(Written(JournalBytes.Newest, transaction));

        var read = reader.Transaction();

        Assert.True(reader.IsAtEnd);
        Assert.Equal(transaction.Header, read.Header);
        Assert.Equal(transaction.Postings, read.Postings);
    });

    [Fact]
    public void Tell_their_version() => Assert.Equal([2, 1], JournalBytes.All.Select(bytes => (int)bytes.Version));

    private static byte[] Written(JournalBytes bytes, TransactionFacts transaction)
    {
        var buffer = new CanonicalBuffer();
        bytes.Write(buffer, transaction.Header, [.. transaction.Postings]);
        return buffer.Written.ToArray();
    }
}
