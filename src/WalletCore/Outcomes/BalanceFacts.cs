using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>An account's balance after a transaction, in the form that receipts keep: most are never looked at, so they cost no object each.</summary>
/// <remarks>Nearly every amount fits 64 bits and stands here; one that does not stands behind the reference, with the account.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct BalanceFacts
{
    private readonly object _account;
    private readonly long _available;
    private readonly long _frozen;

    public BalanceFacts(AccountIdentity account, Int128 available, Int128 frozen)
    {
        _available = unchecked((long)available);
        _frozen = unchecked((long)frozen);
        _account = _available == available && _frozen == frozen ? account : new Wide(account, available, frozen);
    }

    public AccountIdentity Account => _account as AccountIdentity ?? ((Wide)_account).Account;

    public Int128 Available => _account is Wide wide ? wide.Available : _available;

    public Int128 Frozen => _account is Wide wide ? wide.Frozen : _frozen;

    private sealed record Wide(AccountIdentity Account, Int128 Available, Int128 Frozen);
}
