using System.Collections.Frozen;
using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>A verb of the format: how many fields it takes, whether the first names an earlier line, and the command it becomes.</summary>
internal sealed record Verb(int FieldsMin, int FieldsMax, bool RefersToLine, Func<Fields, Func<Made, Command>> Read);

/// <summary>Every verb of the format (README.md beside this file describes them).</summary>
internal static class Verbs
{
    public static readonly FrozenDictionary<string, Verb> All = new Dictionary<string, Verb>(StringComparer.Ordinal)
    {
        ["open"] = About(2, 4, fields => new OpenWallet(fields.Text(0, "wallet"))
        {
            Currency = fields.Currency(1),
            Kind = fields.Choice(2, ("prepaid", WalletKind.Prepaid), ("postpaid", WalletKind.Postpaid)),
            CreditLimit = fields.OptionalAmount(3),
        }),
        ["account"] = About(2, 2, fields => new AddAccount(fields.Wallet(0), fields.Currency(1))),
        ["limit"] = About(2, 2, fields => new ChangeWallet(fields.Wallet(0)) { CreditLimit = fields.Amount(1), Actor = Marketplace.Manager }),
        ["freeze_wallet"] = About(3, 3, fields => new FreezeWallet(fields.Wallet(0), fields.Text(2, "reason"))
        {
            Sides = fields.Choice(1, ("both", RestrictedSides.Both), ("debits", RestrictedSides.Debits), ("credits", RestrictedSides.Credits)),
        }),
        ["thaw_wallet"] = About(2, 2, fields => new ThawWallet(fields.Wallet(0), fields.Text(1, "reason")) { Actor = Marketplace.Manager }),
        ["close"] = About(1, 1, fields => new CloseWallet(fields.Wallet(0))),
        ["reopen"] = About(1, 1, fields => new ReopenWallet(fields.Wallet(0)) { Actor = Marketplace.Manager }),

        ["deposit"] = About(2, 2, fields => new Deposit(fields.Wallet(0), fields.Amount(1))),
        ["bonus"] = About(2, 2, fields => new Deposit(fields.Wallet(0), fields.Amount(1)) { From = SystemAccount.PromotionsCode }),
        ["withdraw"] = About(2, 2, fields => new Withdraw(fields.Wallet(0), fields.Amount(1))),
        ["transfer"] = About(3, 3, fields => new Transfer(fields.Wallet(0), fields.Wallet(1), fields.Amount(2))),
        ["purchase"] = About(4, 4, fields => new Post("purchase", fields.Amount(2))
        {
            Parties = Parties(("buyer", fields.Wallet(0)), ("seller", fields.Wallet(1))),
            Reference = fields.Text(3, "order"),
        }),
        ["payout"] = About(2, 2, fields => new Post("payout", fields.Amount(1)) { Parties = Parties(("seller", fields.Wallet(0))) }),
        ["exchange"] = About(4, 4, fields => new Post("exchange", fields.Amount(1))
        {
            Parties = Parties(("owner", fields.Wallet(0))),
            Rates = new Dictionary<string, ExchangeRate>(StringComparer.Ordinal) { ["rate"] = new(fields.Rate(3), fields.Currency(2)) },
        }),
        ["adjust"] = About(5, 5, fields => new Adjust(
            fields.Wallet(0), fields.Choice(1, ("credit", Side.Credit), ("debit", Side.Debit)), fields.Amount(2), fields.Text(3, "reason"))
        {
            Actor = fields.Choice(4, ("manager", Marketplace.Manager), ("clerk", Marketplace.Clerk)),
        }),
        ["residual"] = About(2, 2, fields => new RefundResidual(fields.Wallet(0), fields.Currency(1)) { Actor = Marketplace.Manager }),

        ["freeze"] = About(2, 3, fields => new Freeze(fields.Wallet(0), fields.Amount(1))
        {
            Mode = fields.Choice(2, ("single", CaptureMode.Single), ("several", CaptureMode.Several)),
        }),
        ["raise"] = Of(2, 2, fields =>
        {
            var amount = fields.Amount(1);
            return made => new RaiseFreeze(made.Freeze, amount);
        }),
        ["extend"] = Of(2, 2, fields =>
        {
            var date = fields.Date(1);
            return made => new ExtendFreeze(made.Freeze, new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero));
        }),
        ["capture"] = Of(1, 3, fields =>
        {
            var (amount, to) = (fields.OptionalAmount(1), fields.OptionalWallet(2));
            return made => new Capture(made.Freeze) { Amount = amount, To = to };
        }),
        ["unfreeze"] = Of(1, 2, fields =>
        {
            var amount = fields.OptionalAmount(1);
            return made => new Unfreeze(made.Freeze) { Amount = amount };
        }),
        ["refund"] = Of(1, 2, fields =>
        {
            var amount = fields.OptionalAmount(1);
            return made => new Refund(made.Transaction) { Amount = amount };
        }),
        ["cancel"] = Of(1, 1, _ => made => new Cancel(made.Transaction)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A verb whose command is complete as it is read.</summary>
    private static Verb About(int min, int max, Func<Fields, Command> read) => new(min, max, RefersToLine: false, fields =>
    {
        var command = read(fields);
        return _ => command;
    });

    /// <summary>A verb about what an earlier line made.</summary>
    private static Verb Of(int min, int max, Func<Fields, Func<Made, Command>> read) => new(min, max, RefersToLine: true, read);

    private static Dictionary<string, WalletRef> Parties(params ReadOnlySpan<(string Name, WalletRef Wallet)> parties)
    {
        var map = new Dictionary<string, WalletRef>(parties.Length, StringComparer.Ordinal);
        foreach (var (name, wallet) in parties)
        {
            map.Add(name, wallet);
        }

        return map;
    }
}
