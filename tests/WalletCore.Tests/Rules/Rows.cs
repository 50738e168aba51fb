using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>Rows of a small ledger, as a store would load them.</summary>
internal static class Rows
{
    /// <summary>Some recorded time, in microseconds of Unix time.</summary>
    public const long Now = 1_800_000_000_000_000;

    public static LedgerContext Ledger(LedgerOptions? options = null) => new(new LedgerId(7), options ?? LedgerOptions.Default);

    /// <summary>A ledger in which that much is committed.</summary>
    public static WorkingSet Set(LedgerOptions? options = null, LedgerHead head = default) => new(Ledger(options), head);

    public static WalletRow Wallet(long ordinal) => new()
    {
        Ordinal = ordinal,
        OwnerId = $"owner-{ordinal}",
        ApplicationId = string.Empty,
        Label = string.Empty,
        Kind = WalletKind.Prepaid,
        State = WalletState.Open,
        Restrictions = [],
        OpenedAt = Now,
        UpdatedAt = Now,
    };

    public static AccountRow Account(long ordinal, long wallet, string? number = null) => new()
    {
        Ordinal = ordinal,
        Wallet = wallet,
        Class = AccountClass.Liability,
        Currency = "EUR",
        MinorUnits = 2,
        Number = number,
        OpenedAt = Now,
    };

    public static AccountRow System(long ordinal, string code) => Account(ordinal, wallet: 0) with { Code = code, Class = AccountClass.Asset };

    public static BalanceRow Balance(long account, Int128 available = default, Int128 frozen = default) => new()
    {
        Account = account,
        Available = available,
        Frozen = frozen,
        EntryCount = 0,
        LastEntry = 0,
    };

    /// <summary>A wallet with one account, of the same ordinal.</summary>
    public static WalletFacts WalletWith(long ordinal, Int128 available = default, string? number = null) =>
        new(Wallet(ordinal), [new AccountFacts(Account(ordinal, ordinal, number), Balance(ordinal, available))]);

    public static FreezeRow Freeze(long ordinal, long account) => new()
    {
        Ordinal = ordinal,
        Account = account,
        Amount = 10,
        Remaining = 10,
        Captured = 0,
        Status = FreezeStatus.Active,
        Mode = CaptureMode.Single,
        CreatedAt = Now,
    };

    public static RefundRow Refund(long original, Int128 refunded) =>
        new() { Original = original, Refunded = refunded, Count = 1, Cancelled = false, ByPosting = [refunded] };

    public static TransactionRow Transaction(long sequence, long firstPosting = 0, int postingCount = 0) => new()
    {
        Sequence = sequence,
        RecordedAt = Now,
        Rule = 1,
        FirstPosting = firstPosting,
        PostingCount = postingCount,
        AmountMinor = 100,
        Currency = "EUR",
        BusinessDay = 1,
    };

    public static PostingRow Posting(long ordinal, long sequence, long debit = 1, long credit = 2) => new()
    {
        Ordinal = ordinal,
        Sequence = sequence,
        DebitAccount = debit,
        CreditAccount = credit,
        Amount = 100,
        DebitAvailable = 0,
        DebitFrozen = 0,
        CreditAvailable = 0,
        CreditFrozen = 0,
        DebitPrevious = 0,
        CreditPrevious = 0,
    };

    /// <summary>A transaction of one posting between those accounts.</summary>
    public static TransactionFacts Facts(long sequence, long debit = 1, long credit = 2) =>
        new(Transaction(sequence, sequence, 1), [Posting(sequence, sequence, debit, credit)]);

    public static AnswerRow Answer(string key) =>
        new() { Ordinal = 1, Key = key, Fingerprint = default, Sequence = 0, RecordedAt = Now, Refusal = "{}" };
}
