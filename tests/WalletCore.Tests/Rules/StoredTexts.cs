using System.Text.Json;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>What a transaction changed beside balances, as the journal keeps it.</summary>
public class The_changes_that_a_transaction_keeps
{
    private const string Wallet = """
        {"ordinal":1,"ownerId":"ana","applicationId":"","label":"","kind":"Prepaid","state":"Open","restrictions":[],"openedAt":1,"updatedAt":1}
        """;

    private const string Balance = """{"account":1,"available":0,"frozen":0,"entryCount":0,"lastEntry":0}""";

    [Fact]
    public void Read_back_as_they_were()
    {
        var facts = Rows.WalletWith(1, available: 50, number: "N-1");
        var restricted = facts.Wallet with { Restrictions = [new WalletRestriction("fraud", RestrictedSides.Debits, DateTimeOffset.UnixEpoch)] };
        var wallet = StateChanges.FromJson(new StateChanges { Wallet = facts with { Wallet = restricted }, AlreadyOpen = true }.ToJson())!;
        var freeze = StateChanges.FromJson(new StateChanges { Freeze = Rows.Freeze(4, account: 1) }.ToJson())!;

        Assert.Equal(restricted.Restrictions, wallet.Wallet!.Wallet.Restrictions);
        Assert.Equal(facts.Accounts, wallet.Wallet.Accounts);
        Assert.True(wallet.AlreadyOpen);
        Assert.Null(wallet.Freeze);
        Assert.Equal(Rows.Freeze(4, account: 1), freeze.Freeze);
        Assert.Null(freeze.Wallet);
        Assert.False(freeze.AlreadyOpen);
    }

    [Fact]
    public void Are_none_where_nothing_is_kept() => Assert.Null(StateChanges.FromJson(null));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"freeze":{}}""")]
    [InlineData("""{"freeze":{"status":"Melted"}}""")]
    [InlineData("""{"wallet":{}}""")]
    [InlineData("""{"wallet":{"wallet":null,"accounts":[]}}""")]
    [InlineData("""{"wallet":{"wallet":$wallet,"accounts":null}}""")]
    [InlineData("""{"wallet":{"wallet":$wallet}}""")]
    [InlineData("""{"wallet":{"accounts":[]}}""")]
    [InlineData("""{"wallet":{"wallet":$wallet,"accounts":[null]}}""")]
    [InlineData("""{"wallet":{"wallet":$wallet,"accounts":[{}]}}""")]
    [InlineData("""{"wallet":{"wallet":$wallet,"accounts":[{"balance":$balance}]}}""")]
    [InlineData("""{"wallet":{"wallet":{"ordinal":1,"ownerId":"ana","applicationId":"","label":"","kind":"Prepaid","state":"Open","restrictions":[null],"openedAt":1,"updatedAt":1},"accounts":[]}}""")]
    public void That_nobody_wrote_are_said_to_be_unreadable(string json) =>
        Assert.Equal("What a transaction says it changed cannot be read.", Assert.Throws<LedgerIntegrityException>(() => StateChanges.FromJson(Filled(json))).Message);

    [Fact]
    public void May_be_of_a_wallet_without_accounts() =>
        Assert.Equal("ana", StateChanges.FromJson(Filled("""{"wallet":{"wallet":$wallet,"accounts":[]}}"""))!.Wallet!.Wallet.OwnerId);

    private static string Filled(string json) => json.Replace("$wallet", Wallet, StringComparison.Ordinal).Replace("$balance", Balance, StringComparison.Ordinal);
}

/// <summary>A refusal as it is kept for its key.</summary>
public class A_kept_refusal
{
    private readonly LedgerContext _ledger = Rows.Ledger();

    [Fact]
    public void Reads_back_as_it_was()
    {
        var full = new Refusal("some_code", "Some message.")
        {
            CanRetry = true,
            Subject = "from",
            Requested = Money.EUR(1m),
            Available = Money.EUR(2m),
            Shortfall = Money.EUR(3m),
            Frozen = Money.EUR(4m),
            CreditLimit = Money.EUR(5m),
            Limit = Money.EUR(6m),
            Original = Money.EUR(7m),
            Refunded = Money.EUR(8m),
            Remaining = Money.EUR(-9m),
            FreezeStatus = FreezeStatus.Expired,
        };
        var plain = new Refusal("some_code", "Some message.");

        Assert.Equal(full, RefusalText.Read(RefusalText.Write(full, "transfer"), _ledger));
        Assert.Equal(plain, RefusalText.Read(RefusalText.Write(plain, "transfer"), _ledger));
        Assert.Equal("transfer", RefusalText.OperationOf(RefusalText.Write(plain, "transfer")));
    }

    [Fact]
    public void Keeps_the_decimals_of_a_currency_that_the_host_no_longer_registers()
    {
        var points = Currency.Define("POINTS", 3);
        var refusal = new Refusal("some_code", "Some message.") { Requested = Money.FromMinor(1_234, points) };

        Assert.Equal(refusal, RefusalText.Read(RefusalText.Write(refusal, "transfer"), _ledger));
    }

    [Fact]
    public void Writes_nothing_of_the_amounts_that_it_does_not_bear() =>
        Assert.Equal(
            """{"operation":"transfer","code":"some_code","message":"Some message.","canRetry":false,"minorUnits":0}""",
            RefusalText.Write(new Refusal("some_code", "Some message."), "transfer"));

    [Fact]
    public void That_is_empty_is_said_to_be() =>
        Assert.Equal("A stored refusal is empty.", Assert.Throws<LedgerIntegrityException>(() => RefusalText.Read("null", _ledger)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"operation":"transfer","code":null,"message":"m"}""")]
    [InlineData("""{"operation":"transfer","code":"c","message":"m","freezeStatus":"Melted"}""")]
    public void That_nobody_wrote_is_said_to_be_unreadable(string json)
    {
        var thrown = Assert.Throws<LedgerIntegrityException>(() => RefusalText.Read(json, _ledger));

        Assert.Equal("A stored refusal cannot be read.", thrown.Message);
        Assert.IsType<JsonException>(thrown.InnerException);
        Assert.Equal(thrown.Message, Assert.Throws<LedgerIntegrityException>(() => RefusalText.OperationOf(json)).Message);
    }

    [Theory]
    [InlineData("""{"operation":"transfer","code":"c","message":"m","amounts":{"Requested":"many"},"currency":"EUR","minorUnits":2}""")]
    [InlineData("""{"operation":"transfer","code":"c","message":"m","amounts":{"Requested":null},"currency":"EUR","minorUnits":2}""")]
    [InlineData("""{"operation":"transfer","code":"c","message":"m","amounts":{"Requested":"999999999999999999999999999999999999999999"},"currency":"EUR","minorUnits":2}""")]
    [InlineData("""{"operation":"transfer","code":"c","message":"m","amounts":{"Requested":"1"}}""")]
    public void With_an_amount_that_is_none_is_said_to_be_unreadable(string json) =>
        Assert.Equal("A stored refusal cannot be read.", Assert.Throws<LedgerIntegrityException>(() => RefusalText.Read(json, _ledger)).Message);

    [Theory]
    [InlineData("""{"operation":"transfer","code":"c","message":"m","amounts":{"Requested":"1"},"currency":"no currency","minorUnits":2}""")]
    [InlineData("""{"operation":"transfer","code":"c","message":"m","amounts":{"Requested":"1"},"currency":"POINTS","minorUnits":-1}""")]
    public void With_a_currency_that_is_none_says_so(string json) =>
        Assert.Equal("A stored currency is no currency.", Assert.Throws<LedgerIntegrityException>(() => RefusalText.Read(json, _ledger)).Message);
}
