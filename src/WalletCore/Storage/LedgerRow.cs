namespace WalletCore.Storage;

/// <summary>A registered ledger.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique in the store; 1 to 100 characters.</param>
/// <param name="CreatedAt">When it was created, in microseconds of Unix time.</param>
public sealed record LedgerRow(LedgerId Id, string Name, long CreatedAt)
{
    /// <summary>
    /// What the name of a hidden ledger begins with: one that is being imported and is no ledger yet. No host can open it, for no name that a host
    /// may give has this character, and stores do not list it.
    /// </summary>
    public const char HiddenPrefix = '!';

    /// <summary>Whether it is hidden.</summary>
    public bool IsHidden => Name.StartsWith(HiddenPrefix);
}
