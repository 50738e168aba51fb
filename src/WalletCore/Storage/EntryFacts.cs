namespace WalletCore.Storage;

/// <summary>One entry of an account, with the transaction and the posting it belongs to.</summary>
/// <param name="Number">Its number within its account, from 1.</param>
/// <param name="Transaction">The transaction's header.</param>
/// <param name="Posting">The posting.</param>
/// <param name="Side">Which of the posting's two entries it is.</param>
public readonly record struct EntryFacts(long Number, TransactionRow Transaction, PostingRow Posting, Side Side);
