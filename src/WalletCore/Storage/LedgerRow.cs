namespace WalletCore.Storage;

/// <summary>A registered ledger.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique in the store; 1 to 100 characters.</param>
/// <param name="CreatedAt">When it was created, in microseconds of Unix time.</param>
public sealed record LedgerRow(LedgerId Id, string Name, long CreatedAt);
