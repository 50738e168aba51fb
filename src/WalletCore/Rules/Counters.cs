using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>The last ordinal of everything that is numbered, as it stands after the commands decided so far.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Counters(in LedgerHead head)
{
    public long Sequence = head.Sequence;
    public long Postings = head.Postings;
    public long Wallets = head.Wallets;
    public long Accounts = head.Accounts;
    public long Answers = head.Answers;
    public int Rules = head.Rules;

    /// <summary>The head that these counters make of the one before.</summary>
    public readonly LedgerHead Over(in LedgerHead head) => head with
    {
        Sequence = Sequence,
        Postings = Postings,
        Wallets = Wallets,
        Accounts = Accounts,
        Answers = Answers,
        Rules = Rules,
    };
}
