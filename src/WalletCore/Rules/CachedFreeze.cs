using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>A freeze record in the working set.</summary>
internal sealed class CachedFreeze(FreezeRow row, CachedAccount account)
{
    public FreezeRow Row { get; set; } = row;

    public CachedAccount Account { get; } = account;

    public bool IsDirty { get; set; }
}
