using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>A freeze record in the working set.</summary>
internal sealed class FreezeState(FreezeRow row, AccountState account)
{
    public FreezeRow Row { get; set; } = row;

    public AccountState Account { get; } = account;

    public bool IsDirty { get; set; }
}
