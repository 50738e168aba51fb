using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Engine;

/// <summary>Makes a commit's link of the hash chain.</summary>
internal sealed class CommitLink
{
    private readonly HashChain _chain = new(JournalBytes.Newest);

    /// <summary>The row of the commit that writes what was decided; null when no transaction was posted.</summary>
    public CommitRow? Of(WorkingSet set, long now)
    {
        var transactions = set.Journal.Transactions.Memory.Span;
        if (transactions.Length == 0)
        {
            return null;
        }

        var postings = set.Journal.Postings.Memory.Span;
        var rules = set.Journal.Rules.Memory.Span;
        var number = set.Committed.Commits + 1;
        _chain.Begin(set.Committed.Hash, number);
        var ruleIndex = 0;
        var postingIndex = 0;
        foreach (ref readonly var transaction in transactions)
        {
            while (ruleIndex < rules.Length && rules[ruleIndex].Ordinal <= transaction.Rule)
            {
                _chain.Add(rules[ruleIndex++]);
            }

            _chain.Add(transaction, postings.Slice(postingIndex, transaction.PostingCount));
            postingIndex += transaction.PostingCount;
        }

        return new CommitRow(number, transactions[0].Sequence, transactions[^1].Sequence, now, _chain.End());
    }
}
