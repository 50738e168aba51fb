namespace WalletCore.Storage;

/// <summary>
/// One posting: a debit entry and a credit entry of the same amount, so it cannot be out of balance.
/// </summary>
/// <remarks>
/// Balances are in the account's normal direction (a wallet's account grows by credits). The balances after are those of the whole
/// account once both entries are made. An <em>entry reference</em> is <c>2 × posting ordinal + (0 debit, 1 credit)</c>; every entry points
/// back at the account's previous one, so that an account's history is a chain that needs no index.
/// </remarks>
public readonly record struct PostingRow
{
    /// <summary>Its ordinal, gapless from 1 in the ledger.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The transaction it belongs to.</summary>
    public required long Sequence { get; init; }

    /// <summary>The ordinal of the debited account.</summary>
    public required long DebitAccount { get; init; }

    /// <summary>The ordinal of the credited account.</summary>
    public required long CreditAccount { get; init; }

    /// <summary>The debited pocket.</summary>
    public Pocket DebitPocket { get; init; }

    /// <summary>The credited pocket.</summary>
    public Pocket CreditPocket { get; init; }

    /// <summary>What it is within the transaction.</summary>
    public PostingRole Role { get; init; }

    /// <summary>
    /// Whether it came on top of the principal amount (a surcharge, the other leg of an exchange) rather than out of it. What came on
    /// top is not part of what can be refunded; it is given back in proportion.
    /// </summary>
    public bool OnTop { get; init; }

    /// <summary>The amount, in minor units of the accounts' currency; always positive.</summary>
    public required Int128 Amount { get; init; }

    /// <summary>What the debited account has available afterwards.</summary>
    public required Int128 DebitAvailable { get; init; }

    /// <summary>What the debited account has frozen afterwards.</summary>
    public required Int128 DebitFrozen { get; init; }

    /// <summary>What the credited account has available afterwards.</summary>
    public required Int128 CreditAvailable { get; init; }

    /// <summary>What the credited account has frozen afterwards.</summary>
    public required Int128 CreditFrozen { get; init; }

    /// <summary>The reference of the debited account's previous entry; zero for its first.</summary>
    public required long DebitPrevious { get; init; }

    /// <summary>The reference of the credited account's previous entry; zero for its first.</summary>
    public required long CreditPrevious { get; init; }

    /// <summary>The reference of one of its two entries.</summary>
    public long EntryReference(Side side) => EntryReference(Ordinal, side);

    /// <summary>The reference of an entry of a posting that is still to be made.</summary>
    internal static long EntryReference(long ordinal, Side side) => (ordinal * 2) + (int)side;
}
