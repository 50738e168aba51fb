namespace WalletCore;

/// <summary>One line of a statement: an entry of the account, with what it did to the balances. Immutable.</summary>
/// <remarks>
/// <para>Amounts are in the account's normal direction, and balances run in the order of recording. Three laws hold:</para>
/// <list type="bullet">
/// <item><see cref="PocketBefore"/> + <see cref="Change"/> = <see cref="PocketAfter"/> on every line;</item>
/// <item><see cref="BalanceAfter"/> = <see cref="AvailableAfter"/> + <see cref="FrozenAfter"/>, and it is the <see cref="BalanceBefore"/> of the next
/// entry;</item>
/// <item><see cref="BalanceBefore"/> + <see cref="Change"/> = <see cref="BalanceAfter"/>, except where money only moves between the account's own
/// pockets (<see cref="IsPocketMove"/>: a freeze, a release): such a posting is two lines, one for each pocket, the balance is the same before
/// and after, and both lines show the account as it is once both are made.</item>
/// </list>
/// <para>A statement shows what was recorded: money of a freeze record whose time has passed stays frozen here until its release is posted.</para>
/// </remarks>
public sealed record StatementLine
{
    /// <summary>Its number among the entries of the account, gapless from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The transaction it belongs to.</summary>
    public required TransactionId TransactionId { get; init; }

    /// <summary>The transaction's place in the ledger.</summary>
    public required long Sequence { get; init; }

    /// <summary>The transaction's type: the name of its posting rule.</summary>
    public required string Type { get; init; }

    /// <summary>When it was recorded (UTC).</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Its business date.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>Debit or credit.</summary>
    public required Side Side { get; init; }

    /// <summary>The pocket that it changed.</summary>
    public required Pocket Pocket { get; init; }

    /// <summary>What it is within the transaction.</summary>
    public required PostingRole Role { get; init; }

    /// <summary>The amount; always positive.</summary>
    public required Money Amount { get; init; }

    /// <summary>The amount with its sign: what it did to the pocket.</summary>
    public required Money Change { get; init; }

    /// <summary>What the account had available once the posting was made.</summary>
    public required Money AvailableAfter { get; init; }

    /// <summary>What the account had frozen once the posting was made.</summary>
    public required Money FrozenAfter { get; init; }

    /// <summary>Whether the money only moved between the account's own pockets.</summary>
    public required bool IsPocketMove { get; init; }

    /// <summary>The account on the posting's other side; null for a move between the account's own pockets.</summary>
    public Counterparty? Counterparty { get; init; }

    /// <summary>The host's reference; null when it gave none.</summary>
    public string? Reference { get; init; }

    /// <summary>The text for people; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The whole balance before the posting.</summary>
    public Money BalanceBefore => IsPocketMove ? BalanceAfter : BalanceAfter - Change;

    /// <summary>The whole balance once the posting was made.</summary>
    public Money BalanceAfter => AvailableAfter + FrozenAfter;

    /// <summary>What the pocket held before the posting.</summary>
    public Money PocketBefore => PocketAfter - Change;

    /// <summary>What the pocket held once the posting was made.</summary>
    public Money PocketAfter => Pocket == Pocket.Available ? AvailableAfter : FrozenAfter;
}
