namespace WalletCore;

/// <summary>
/// The stable codes of refusals. They stand here in the order of precedence: when two things are wrong, the one further up answers
/// (shape → key → existence → state → policy and limits → funds).
/// </summary>
public static class RefusalCode
{
    /// <summary>Shape: an amount is zero or negative.</summary>
    public const string AmountNotPositive = "amount_not_positive";

    /// <summary>Shape: an amount has more decimals than its currency. Nothing is rounded on the way in.</summary>
    public const string AmountPrecisionExceeded = "amount_precision_exceeded";

    /// <summary>Shape: text that is no amount.</summary>
    public const string AmountMalformed = "amount_malformed";

    /// <summary>Shape, or funds: an amount, or a balance that would result, is past the range.</summary>
    public const string AmountOverflow = "amount_overflow";

    /// <summary>Shape: a currency that is neither ISO 4217 nor registered, or that the ledger does not take.</summary>
    public const string CurrencyNotSupported = "currency_not_supported";

    /// <summary>Shape: a key, reference or other text is empty, too long, or has control characters.</summary>
    public const string FieldInvalid = "field_invalid";

    /// <summary>Shape: a part of the command that the operation needs is missing, or one that it does not take is there.</summary>
    public const string CommandInvalid = "command_invalid";

    /// <summary>Shape: no posting rule of that name.</summary>
    public const string OperationUnknown = "operation_unknown";

    /// <summary>Key: the key was used for another command, or with another field.</summary>
    public const string IdempotencyConflict = "idempotency_conflict";

    /// <summary>Existence: no such wallet in this ledger.</summary>
    public const string WalletNotFound = "wallet_not_found";

    /// <summary>Existence: no such transaction in this ledger, or not of the owner stated.</summary>
    public const string TransactionNotFound = "transaction_not_found";

    /// <summary>Existence: no such freeze record in this ledger.</summary>
    public const string FreezeNotFound = "freeze_not_found";

    /// <summary>Existence: no such system account in the ledger's chart.</summary>
    public const string AccountNotFound = "account_not_found";

    /// <summary>Existence: the wallet has no account in that currency.</summary>
    public const string CurrencyMismatch = "currency_mismatch";

    /// <summary>State: source and destination are the same account.</summary>
    public const string SameWallet = "same_wallet";

    /// <summary>State: the wallet is closed.</summary>
    public const string WalletClosed = "wallet_closed";

    /// <summary>State: the wallet is not closed.</summary>
    public const string WalletNotClosed = "wallet_not_closed";

    /// <summary>State: the wallet is frozen for this side.</summary>
    public const string WalletFrozen = "wallet_frozen";

    /// <summary>State: the wallet is not frozen for that reason.</summary>
    public const string WalletNotFrozen = "wallet_not_frozen";

    /// <summary>State: the wallet is not prepaid.</summary>
    public const string WalletNotPrepaid = "wallet_not_prepaid";

    /// <summary>State: a wallet of that owner, application and label is open with other terms.</summary>
    public const string WalletTermsDiffer = "wallet_terms_differ";

    /// <summary>State: active freeze records hold money of the wallet.</summary>
    public const string WalletHasFreezes = "wallet_has_freezes";

    /// <summary>State: the wallet or account holds money, or owes it.</summary>
    public const string WalletNotEmpty = "wallet_not_empty";

    /// <summary>State: the account number belongs to another account.</summary>
    public const string AccountNumberTaken = "account_number_taken";

    /// <summary>State: the freeze record is captured, released or expired.</summary>
    public const string FreezeNotActive = "freeze_not_active";

    /// <summary>State: an expiry must lie in the future.</summary>
    public const string ExpiryNotFuture = "expiry_not_future";

    /// <summary>State: the freeze record's time has not passed.</summary>
    public const string ExpiryNotReached = "expiry_not_reached";

    /// <summary>State: a transaction of this kind cannot be refunded.</summary>
    public const string NotRefundable = "not_refundable";

    /// <summary>State: all of it was refunded.</summary>
    public const string AlreadyRefunded = "already_refunded";

    /// <summary>State: the transaction cannot be cancelled, or something of it was refunded.</summary>
    public const string NotCancellable = "not_cancellable";

    /// <summary>Policy: the actor lacks the role.</summary>
    public const string PermissionDenied = "permission_denied";

    /// <summary>Policy: the rule does not let this payer pay this payee.</summary>
    public const string PaymentNotAllowed = "payment_not_allowed";

    /// <summary>Policy: the operation is switched off for this application.</summary>
    public const string OperationDisabled = "operation_disabled";

    /// <summary>Policy: the business date is outside what the policy allows.</summary>
    public const string BusinessDateNotAllowed = "business_date_not_allowed";

    /// <summary>Policy: the reference is taken, in a ledger that keeps references unique.</summary>
    public const string ReferenceTaken = "reference_taken";

    /// <summary>Policy: the time for refunds has passed.</summary>
    public const string RefundWindowExpired = "refund_window_expired";

    /// <summary>Policy: there were as many refunds as are allowed.</summary>
    public const string RefundCountExceeded = "refund_count_exceeded";

    /// <summary>Limit: less than the smallest amount of the operation.</summary>
    public const string AmountBelowMinimum = "amount_below_minimum";

    /// <summary>Limit: more than what a day or month allows.</summary>
    public const string LimitExceeded = "limit_exceeded";

    /// <summary>Limit: the balance would pass its maximum.</summary>
    public const string MaxBalanceExceeded = "max_balance_exceeded";

    /// <summary>Funds: fees and taxes are more than the amount they come out of.</summary>
    public const string FeesExceedAmount = "fees_exceed_amount";

    /// <summary>Funds: more than what is still refundable.</summary>
    public const string RefundExceedsRemaining = "refund_exceeds_remaining";

    /// <summary>Funds: more than the freeze record still holds.</summary>
    public const string ReleaseExceedsRemaining = "release_exceeds_remaining";

    /// <summary>Funds: more than the freeze record still holds.</summary>
    public const string CaptureExceedsRemaining = "capture_exceeds_remaining";

    /// <summary>Funds: nothing is available.</summary>
    public const string NothingToRefund = "nothing_to_refund";

    /// <summary>Funds: more than what is available, with the credit limit.</summary>
    public const string InsufficientFunds = "insufficient_funds";

    /// <summary>Batch: another command of the all-or-nothing batch was refused, so this one was undone or not tried.</summary>
    public const string BatchUndone = "batch_undone";
}
