namespace WalletCore;

/// <summary>The limits on what a command may carry. Going past one is <c>field_invalid</c> or an <see cref="ArgumentException"/>, before any I/O.</summary>
public static class Limits
{
    /// <summary>Characters of an idempotency key.</summary>
    public const int KeyLengthMax = 200;

    /// <summary>Characters of a reference.</summary>
    public const int ReferenceLengthMax = 200;

    /// <summary>Characters of an owner id, application id, label, account number, correlation id or actor id.</summary>
    public const int IdLengthMax = 200;

    /// <summary>Characters of a channel.</summary>
    public const int ChannelLengthMax = 100;

    /// <summary>Characters of a description or a reason.</summary>
    public const int DescriptionLengthMax = 1_000;

    /// <summary>Characters of a role.</summary>
    public const int RoleLengthMax = 100;

    /// <summary>Roles of an actor.</summary>
    public const int RolesMax = 32;

    /// <summary>Pairs in metadata.</summary>
    public const int MetadataPairsMax = 32;

    /// <summary>Characters of a metadata key.</summary>
    public const int MetadataKeyLengthMax = 100;

    /// <summary>Characters of a metadata value.</summary>
    public const int MetadataValueLengthMax = 1_000;

    /// <summary>Characters of all metadata as JSON.</summary>
    public const int MetadataLengthMax = 8_000;

    /// <summary>Commands in an all-or-nothing batch, which is one commit.</summary>
    public const int AtomicBatchMax = 10_000;

    /// <summary>Reasons for which a wallet can be frozen at the same time.</summary>
    public const int RestrictionsMax = 32;

    /// <summary>Accounts of a wallet.</summary>
    public const int AccountsPerWalletMax = 200;

    /// <summary>Rows of a page.</summary>
    public const int PageSizeMax = 1_000;

    /// <summary>Postings that a posting rule may make of one command, which bounds those of any transaction.</summary>
    public const int PostingsPerTransactionMax = 1_000;

    /// <summary>The largest amount or balance in minor units, 10^36: far past any currency, far enough from 2^127 that sums cannot overflow.</summary>
    public static readonly Int128 AmountMax = Int128.Parse("1000000000000000000000000000000000000", System.Globalization.CultureInfo.InvariantCulture);
}
