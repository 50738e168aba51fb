namespace WalletCore;

/// <summary>The names of the built-in operations: the types of their transactions, and the keys of the permission policy.</summary>
public static class Operations
{
    /// <summary>Open a wallet.</summary>
    public const string OpenWallet = "open_wallet";

    /// <summary>Change a wallet's terms.</summary>
    public const string ChangeWallet = "change_wallet";

    /// <summary>Add an account to a wallet.</summary>
    public const string AddAccount = "add_account";

    /// <summary>Remove an account from a wallet.</summary>
    public const string RemoveAccount = "remove_account";

    /// <summary>Freeze a wallet.</summary>
    public const string FreezeWallet = "freeze_wallet";

    /// <summary>Thaw a wallet.</summary>
    public const string ThawWallet = "thaw_wallet";

    /// <summary>Close a wallet.</summary>
    public const string CloseWallet = "close_wallet";

    /// <summary>Reopen a wallet.</summary>
    public const string ReopenWallet = "reopen_wallet";

    /// <summary>Deposit.</summary>
    public const string Deposit = "deposit";

    /// <summary>Withdraw.</summary>
    public const string Withdraw = "withdraw";

    /// <summary>Transfer.</summary>
    public const string Transfer = "transfer";

    /// <summary>Manual adjustment in the wallet's favour.</summary>
    public const string AdjustCredit = "adjust_credit";

    /// <summary>Manual adjustment to the wallet's cost.</summary>
    public const string AdjustDebit = "adjust_debit";

    /// <summary>Freeze money.</summary>
    public const string Freeze = "freeze";

    /// <summary>Put more money under a freeze record.</summary>
    public const string RaiseFreeze = "raise_freeze";

    /// <summary>Move a freeze record's expiry.</summary>
    public const string ExtendFreeze = "extend_freeze";

    /// <summary>Release frozen money.</summary>
    public const string Unfreeze = "unfreeze";

    /// <summary>Release frozen money whose time has passed.</summary>
    public const string ExpireFreeze = "expire_freeze";

    /// <summary>Capture frozen money to a wallet.</summary>
    public const string Capture = "capture";

    /// <summary>Capture frozen money to a system account.</summary>
    public const string CaptureOut = "capture_out";

    /// <summary>Refund.</summary>
    public const string Refund = "refund";

    /// <summary>Cancel.</summary>
    public const string Cancel = "cancel";

    /// <summary>Pay out a prepaid wallet's rest.</summary>
    public const string RefundResidual = "refund_residual";
}
