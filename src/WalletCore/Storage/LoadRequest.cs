namespace WalletCore.Storage;

/// <summary>
/// What a write session is to load, all of it in one round trip. Some things bring others: a wallet brings all its accounts with their
/// balances; an owner or an account number brings its wallet; a freeze record (asked for, or due) brings the wallet of its account; a transaction brings
/// its postings, its refund row and the wallets of the accounts in its postings. A key brings its answer, not the wallets in it.
/// </summary>
public sealed class LoadRequest
{
    /// <summary>Whether to load all system accounts with their balances, and all posting rules.</summary>
    public bool Chart { get; set; }

    /// <summary>Wallet ordinals.</summary>
    public List<long> Wallets { get; } = [];

    /// <summary>Natural keys of wallets.</summary>
    public List<OwnerKey> Owners { get; } = [];

    /// <summary>Account numbers.</summary>
    public List<string> AccountNumbers { get; } = [];

    /// <summary>Transaction sequences.</summary>
    public List<long> Transactions { get; } = [];

    /// <summary>Freeze record ordinals.</summary>
    public List<long> Freezes { get; } = [];

    /// <summary>Idempotency keys.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>References, to learn which are taken.</summary>
    public List<string> References { get; } = [];

    /// <summary>Usages of windowed limits.</summary>
    public List<UsageKey> Usages { get; } = [];

    /// <summary>Accounts of which to load the freeze records that are stored as active and expire at or before <see cref="DueAt"/>.</summary>
    public List<long> DueFreezes { get; } = [];

    /// <summary>The time for <see cref="DueFreezes"/>, in microseconds of Unix time.</summary>
    public long DueAt { get; set; }

    /// <summary>
    /// Where the caller left the ledger that it knows, to learn what movements changed since (<see cref="LedgerState.MovedBalances"/>); null when it
    /// does not want to know.
    /// </summary>
    public LedgerHead? Since { get; set; }

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsEmpty => Keys.Count == 0 && AsksForKeysAtMost;

    /// <summary>Whether nothing but keys is asked for, or nothing at all.</summary>
    public bool AsksForKeysAtMost =>
        !Chart && Wallets.Count == 0 && Owners.Count == 0 && AccountNumbers.Count == 0 && Transactions.Count == 0
        && Freezes.Count == 0 && References.Count == 0 && Usages.Count == 0 && DueFreezes.Count == 0 && Since is null;

    /// <summary>Empties the request for its next use.</summary>
    public void Clear()
    {
        Chart = false;
        Wallets.Clear();
        Owners.Clear();
        AccountNumbers.Clear();
        Transactions.Clear();
        Freezes.Clear();
        Keys.Clear();
        References.Clear();
        Usages.Clear();
        DueFreezes.Clear();
        Since = null;
    }
}
