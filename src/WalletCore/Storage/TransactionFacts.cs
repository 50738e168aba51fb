namespace WalletCore.Storage;

/// <summary>A transaction with its postings.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Postings">Its postings in order.</param>
public sealed record TransactionFacts(TransactionRow Header, IReadOnlyList<PostingRow> Postings);
