namespace WalletCore.Testing;

/// <summary>What a step of a history does.</summary>
internal enum Verb
{
    Open,
    Deposit,
    Withdraw,
    Transfer,
    Sale,
    Order,
    Exchange,
    Gift,
    Adjust,
    Freeze,
    Raise,
    Extend,
    Unfreeze,
    Capture,
    Refund,
    Cancel,
    Residual,
    FreezeWallet,
    ThawWallet,
    CloseWallet,
    ReopenWallet,
    ChangeCredit,
    ChangeMaximum,
    AddAccount,
    RemoveAccount,

    /// <summary>The very command of an earlier step again, under its key.</summary>
    Again,

    /// <summary>The command of an earlier step under its key, with something in it altered.</summary>
    Altered,

    /// <summary>Time passes.</summary>
    Tick,

    /// <summary>The ledgers are closed and opened again, and the store where it is durable.</summary>
    Restart,

    /// <summary>The sweep for expired freeze records.</summary>
    Sweep,
}
