namespace WalletCore;

/// <summary>An account's balance after a transaction.</summary>
public sealed class BalanceAfter
{
    private readonly AccountIdentity _account;
    private readonly Int128 _available;
    private readonly Int128 _frozen;

    internal BalanceAfter(in BalanceFacts facts)
    {
        _account = facts.Account;
        _available = facts.Available;
        _frozen = facts.Frozen;
    }

    /// <summary>The account.</summary>
    public AccountId AccountId => _account.Id;

    /// <summary>The wallet; the default value for a system account.</summary>
    public WalletId WalletId => _account.WalletId;

    /// <summary>The code of the system account; null for a wallet.</summary>
    public string? SystemCode => _account.Code;

    /// <summary>What can be spent, without the credit limit.</summary>
    public Money Available => Money.FromMinor(_available, _account.Currency);

    /// <summary>What freeze records hold.</summary>
    public Money Frozen => Money.FromMinor(_frozen, _account.Currency);

    /// <summary>Available + frozen.</summary>
    public Money Balance => Money.FromMinor(_available + _frozen, _account.Currency);

    /// <inheritdoc/>
    public override string ToString() => $"{(SystemCode ?? WalletId.ToString())}: {Available} available, {Frozen} frozen";
}
