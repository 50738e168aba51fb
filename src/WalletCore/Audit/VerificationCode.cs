namespace WalletCore;

/// <summary>The codes of what a verification can find. Stable: part of the public contract.</summary>
public static class VerificationCode
{
    /// <summary>A transaction is missing: the sequence is not gapless from 1.</summary>
    public const string SequenceGap = "sequence_gap";

    /// <summary>A transaction was recorded at an earlier time than the one before it.</summary>
    public const string RecordedTimeWentBack = "recorded_time_went_back";

    /// <summary>A transaction, or one of its postings, is missing or cannot be read.</summary>
    public const string TransactionUnreadable = "transaction_unreadable";

    /// <summary>A transaction names a posting rule that the ledger does not have.</summary>
    public const string RuleUnknown = "rule_unknown";

    /// <summary>The ordinals of the postings are not gapless from 1, or a header counts other postings than it has.</summary>
    public const string PostingOrdinalWrong = "posting_ordinal_wrong";

    /// <summary>A posting says that it belongs to another transaction.</summary>
    public const string PostingNotOwned = "posting_not_owned";

    /// <summary>A posting's amount is zero or negative.</summary>
    public const string AmountNotPositive = "amount_not_positive";

    /// <summary>A posting names an account that does not exist.</summary>
    public const string AccountUnknown = "account_unknown";

    /// <summary>A posting's two accounts have different currencies, or decimals of one, so that its transaction is out of balance.</summary>
    public const string CurrenciesDiffer = "currencies_differ";

    /// <summary>An entry does not point back at its account's entry before.</summary>
    public const string EntryLinkWrong = "entry_link_wrong";

    /// <summary>The balance after an entry is not what the entries up to it add up to.</summary>
    public const string RunningBalanceWrong = "running_balance_wrong";

    /// <summary>An account has less than nothing frozen.</summary>
    public const string FrozenNegative = "frozen_negative";

    /// <summary>An account's stored balance, number of entries or last entry is not what the journal says.</summary>
    public const string BalanceWrong = "balance_wrong";

    /// <summary>
    /// An account is neither a wallet's nor a system account, or a system account has a wallet's terms or bears the time of no transaction up to its first entry.
    /// </summary>
    public const string AccountWrong = "account_wrong";

    /// <summary>A mark on an account's history is missing, or is not where the journal puts it.</summary>
    public const string WaypointWrong = "waypoint_wrong";

    /// <summary>What an account has frozen is not what its active freeze records hold together.</summary>
    public const string FrozenNotCovered = "frozen_not_covered";

    /// <summary>A freeze record is not what the journal last said of it, or is missing.</summary>
    public const string FreezeWrong = "freeze_wrong";

    /// <summary>A freeze record that the journal does not know.</summary>
    public const string FreezeUnknown = "freeze_unknown";

    /// <summary>A wallet, or one of its accounts, is not what the journal last said of it, or is missing.</summary>
    public const string WalletWrong = "wallet_wrong";

    /// <summary>A wallet that the journal does not know.</summary>
    public const string WalletUnknown = "wallet_unknown";

    /// <summary>What a transaction says it changed cannot be read, or contradicts its header.</summary>
    public const string ChangesWrong = "changes_wrong";

    /// <summary>A refund names an original that does not exist, or comes after it.</summary>
    public const string OriginalUnknown = "original_unknown";

    /// <summary>How much was given back of a transaction is not what its refunds add up to, or is not kept at all.</summary>
    public const string RefundWrong = "refund_wrong";

    /// <summary>More was given back than was paid.</summary>
    public const string RefundExceedsOriginal = "refund_exceeds_original";

    /// <summary>The commits do not cover the journal without gap or overlap, or bear another time than their transactions.</summary>
    public const string CommitWrong = "commit_wrong";

    /// <summary>A link of the hash chain is not that of its transactions: one of them, or the link, was changed after it was written.</summary>
    public const string ChainLinkWrong = "chain_link_wrong";

    /// <summary>An idempotency key does not lead to its transaction, or to its kept refusal.</summary>
    public const string KeyWrong = "key_wrong";

    /// <summary>Where the ledger says that it stands is not where its rows end.</summary>
    public const string HeadWrong = "head_wrong";

    /// <summary>Rows of the ledger's state (accounts, wallets, freeze records, …) cannot be read.</summary>
    public const string StateUnreadable = "state_unreadable";
}
