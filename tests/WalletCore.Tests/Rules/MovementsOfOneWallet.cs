using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

public class A_movement_of_one_wallet
{
    private static readonly WalletRef Ana = WalletRef.ByOwner("owner-1");

    private readonly WorkingSet _set = Rows.Set(new LedgerOptions { Permissions = PermissionPolicy.Open });
    private readonly Decider _decider;

    public A_movement_of_one_wallet() => _decider = new Decider(_set, new Needs(_set));

    [Theory]
    [InlineData(Side.Credit, 600)]
    [InlineData(Side.Debit, 400)]
    public void Is_posted_when_it_is_an_adjustment(Side side, int balance)
    {
        var wallet = Open(Rows.Balance(1, available: 500));

        Assert.Null(CodeOf(new Adjust(Ana, side, Money.EUR(1m), "miscounted") { Actor = new Actor("boss", PermissionPolicy.ManagerRole) }));
        Assert.Equal(balance, wallet.Accounts[0].Balance.Available);
    }

    [Fact]
    public void Names_the_account_to_pay_out_to_before_the_state_of_the_wallet_when_that_is_unknown()
    {
        var wallet = Open(Rows.Balance(1, available: 500));
        wallet.Row = wallet.Row with { State = WalletState.Closed };

        Assert.Equal(RefusalCode.AccountNotFound, CodeOf(new RefundResidual(Ana, Currency.EUR) { To = "nowhere" }));
        Assert.Equal(RefusalCode.WalletClosed, CodeOf(new RefundResidual(Ana, Currency.EUR)));
    }

    /// <summary>Expired freeze records are looked for where something is frozen, and nowhere else.</summary>
    [Fact]
    public void Finds_nothing_to_pay_out_without_a_look_into_the_store_where_nothing_is_frozen()
    {
        Open(Rows.Balance(1));

        Assert.Equal(RefusalCode.NothingToRefund, CodeOf(new RefundResidual(Ana, Currency.EUR)));
    }

    /// <summary>What is available and what is frozen stay in the range together.</summary>
    [Fact]
    public void Counts_what_is_frozen_towards_the_end_of_the_range()
    {
        Open(Rows.Balance(1, available: Limits.AmountMax - 50, frozen: 49));

        Assert.Null(CodeOf(new Deposit(Ana, Money.FromMinor(1, Currency.EUR))));
        Assert.Equal(RefusalCode.AmountOverflow, CodeOf(new Deposit(Ana, Money.FromMinor(1, Currency.EUR))));
    }

    private CachedWallet Open(BalanceRow balance) => _set.AddWallet(new WalletFacts(Rows.Wallet(1), [new AccountFacts(Rows.Account(1, wallet: 1), balance)]));

    private string? CodeOf(Command command) => _decider.Decide(command, Rows.Now)!.Value.Refusal?.Code;
}
