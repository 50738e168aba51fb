namespace WalletCore.Storage;

/// <summary>What a write session loaded: each thing at most once, in no particular order. Absent means it does not exist.</summary>
public sealed class LedgerState
{
    /// <summary>Wallets with all their accounts.</summary>
    public List<WalletFacts> Wallets { get; } = [];

    /// <summary>System accounts (when the chart was asked for).</summary>
    public List<AccountFacts> SystemAccounts { get; } = [];

    /// <summary>Posting rules (when the chart was asked for).</summary>
    public List<RuleRow> Rules { get; } = [];

    /// <summary>Transactions with their postings.</summary>
    public List<TransactionFacts> Transactions { get; } = [];

    /// <summary>Refund rows of the loaded transactions.</summary>
    public List<RefundRow> Refunds { get; } = [];

    /// <summary>Freeze records.</summary>
    public List<FreezeRow> Freezes { get; } = [];

    /// <summary>Answers of the keys that are known.</summary>
    public List<KeyAnswer> Keys { get; } = [];

    /// <summary>Those of the asked-for references that some transaction bears.</summary>
    public List<string> References { get; } = [];

    /// <summary>
    /// What the entries after <see cref="LoadRequest.Since"/> made of balances, in the order of the entries, where nothing but balances, usages, and the
    /// answers of keys changed, and the ledger has been there. Null where that is not so, where it is too much to list, or where the store cannot tell, as it
    /// need not: the caller then forgets what it knew.
    /// </summary>
    public List<MovedBalance>? MovedBalances { get; set; }

    /// <summary>Usages of windowed limits.</summary>
    public List<UsageRow> Usages { get; } = [];
}
