using WalletCore.Storage;

namespace WalletCore;

/// <summary>Works out again the link of a commit that was written before, in whichever version of the canonical bytes that was. Used by one caller at a time.</summary>
internal sealed class LinkProof
{
    private readonly HashChain[] _chains = [.. JournalBytes.All.Select(journal => new HashChain(journal))];

    /// <summary>Begins the link of a commit.</summary>
    public void Begin(in ChainHash previous, long commit)
    {
        foreach (var chain in _chains)
        {
            chain.Begin(previous, commit);
        }
    }

    /// <summary>Adds a posting rule.</summary>
    public void Add(RuleRow rule)
    {
        foreach (var chain in _chains)
        {
            chain.Add(rule);
        }
    }

    /// <summary>Adds a transaction.</summary>
    public void Add(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        foreach (var chain in _chains)
        {
            chain.Add(header, postings);
        }
    }

    /// <summary>Whether that is the link over all that was added.</summary>
    public bool Proves(in ChainHash link)
    {
        foreach (var chain in _chains)
        {
            if (chain.End() == link)
            {
                return true;
            }
        }

        return false;
    }
}
