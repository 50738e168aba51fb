using System.Numerics;

namespace WalletCore.Testing;

/// <summary>An account on paper: a wallet's, or a system account with a code. Amounts are minor units; a system account counts credits less debits.</summary>
internal sealed class ModelAccount
{
    public ModelWallet? Wallet { get; init; }

    public string? Code { get; init; }

    public required Currency Currency { get; init; }

    public BigInteger Available { get; set; }

    public BigInteger Frozen { get; set; }

    public BigInteger Credit { get; set; }

    public BigInteger? Maximum { get; set; }

    public bool IsRemoved { get; set; }

    public Dictionary<(string Limit, DateOnly Window), BigInteger> Used { get; } = [];

    public BigInteger Total => Available + Frozen;
}

/// <summary>A wallet on paper.</summary>
internal sealed class ModelWallet
{
    public required string Application { get; init; }

    public required string Owner { get; init; }

    public required string Label { get; init; }

    public required WalletKind Kind { get; init; }

    public bool IsClosed { get; set; }

    public Dictionary<string, RestrictedSides> Reasons { get; } = new(StringComparer.Ordinal);

    public List<ModelAccount> Accounts { get; } = [];

    public WalletId? Id { get; set; }

    public bool Stops(RestrictedSides side) => Reasons.Values.Any(sides => (sides & side) != RestrictedSides.None);

    public ModelAccount? In(Currency currency) => Accounts.Find(account => account.Currency == currency && !account.IsRemoved);
}

/// <summary>A freeze record on paper.</summary>
internal sealed class ModelFreeze
{
    public required ModelAccount Account { get; init; }

    public required CaptureMode Mode { get; init; }

    public BigInteger Remaining { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public bool IsActive { get; set; } = true;
}

/// <summary>One movement of a transaction on paper.</summary>
internal sealed record ModelPosting(ModelAccount From, ModelAccount To, BigInteger Amount, PostingRole Role, bool OnTop);

/// <summary>A transaction on paper, and what was given back of each of its postings.</summary>
internal sealed class ModelTransaction
{
    public required string Operation { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Currency Currency { get; init; }

    public BigInteger Amount { get; init; }

    public List<ModelPosting> Postings { get; } = [];

    /// <summary>Whose money it was that stayed in its account, where it did.</summary>
    public ModelWallet? Holder { get; init; }

    public bool IsReversal { get; init; }

    public BigInteger[] GivenBack { get; set; } = [];

    public BigInteger Refunded { get; set; }

    public int RefundCount { get; set; }

    public bool IsCancelled { get; set; }

    public BigInteger Remaining => Amount - Refunded;
}
