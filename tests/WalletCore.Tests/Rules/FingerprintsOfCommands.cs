namespace WalletCore.Tests.Rules;

/// <summary>A fingerprint is one and the same, whether all fields are gone through by name or those that were left out are skipped.</summary>
public class A_fingerprint
{
    private static readonly WalletRef Ana = WalletRef.ByOwner("ana");
    private static readonly WalletRef Bob = WalletRef.ByOwner("bob");
    private static readonly Transfer Plain = new(Ana, Bob, Money.EUR(1m)) { Key = "k" };

    private static readonly Command[] Commands =
    [
        Plain,
        Plain with { Reference = "" },
        Plain with { Description = "d" },
        Plain with { Channel = "c" },
        Plain with { BusinessDate = new DateOnly(1, 1, 1) },
        Plain with { CorrelationId = "i" },
        Plain with { Actor = new Actor("a") },
        Plain with { Metadata = new Metadata(new KeyValuePair<string, string>("k", "v")) },
        new Deposit(Ana, Money.EUR(1m)),
        new Withdraw(Ana, Money.EUR(1m)),
        new OpenWallet("ana") { Currency = Currency.EUR },
        new Freeze(Ana, Money.EUR(1m)),
        new CloseWallet(Ana),
    ];

    [Fact]
    public void Is_the_same_with_names_and_without() =>
        Assert.All(Commands, command => Assert.Equal(command.Fingerprint([]), command.Fingerprint()));

    [Fact]
    public void Differs_wherever_a_field_does() =>
        Assert.Equal(Commands.Length, Commands.Select(command => command.Fingerprint()).Distinct().Count());
}
