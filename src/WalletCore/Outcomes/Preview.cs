namespace WalletCore;

/// <summary>What a command would do now, without doing it.</summary>
/// <typeparam name="TReceipt">The receipt of the command.</typeparam>
public sealed class Preview<TReceipt>
    where TReceipt : Receipt
{
    internal Preview(Outcome<TReceipt> outcome, IReadOnlyList<Entry> entries)
    {
        Outcome = outcome;
        Entries = entries;
    }

    /// <summary>
    /// The outcome it would have. The receipt shows the balances after; its id and sequence are those of the moment, and another command may
    /// take them.
    /// </summary>
    public Outcome<TReceipt> Outcome { get; }

    /// <summary>The entries it would post; empty when it would be refused, or is an earlier command's answer.</summary>
    public IReadOnlyList<Entry> Entries { get; }
}
