namespace WalletCore.Storage;

/// <summary>What a key answered: a transaction, or a refusal.</summary>
/// <param name="Key">The key.</param>
/// <param name="Transaction">The transaction it posted, with its postings; null when it was refused.</param>
/// <param name="Refusal">The refusal it got; null when it posted.</param>
public sealed record KeyAnswer(string Key, TransactionFacts? Transaction, AnswerRow? Refusal);
